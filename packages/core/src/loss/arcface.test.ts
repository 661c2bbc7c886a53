import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngineBackend } from '../testing/index.js';
import { expectNaive } from './testing/check-loss.js';
import { evaluateLoss } from './testing/evaluate-loss.js';
import { type Batch, cosine, mean, sum } from './testing/vectors.js';

/** embeddings [S][D], weights [8][D] -> mean over the samples */
function naive(
  { embeddings, labels, proxies = [] }: Batch,
  { marginDegrees, scale }: { marginDegrees: number; scale: number },
): number {
  const margin = (marginDegrees * Math.PI) / 180;
  const terms = embeddings.map((vector, sample) => {
    const logits = proxies.slice(0, 8).map((weight, label) => {
      const angle = Math.acos(cosine(vector, weight));
      const shifted =
        angle + margin <= Math.PI
          ? Math.cos(angle + margin)
          : Math.cos(angle) - margin * Math.sin(margin);
      return scale * (label === labels[sample] ? shifted : Math.cos(angle));
    });
    return Math.log(sum(logits.map(Math.exp))) - (logits[labels[sample] as number] as number);
  });
  return mean(terms);
}

describe('ArcFace', () => {
  beforeAll(() => selectEngineBackend());

  // The second margin is so large that some angles go beyond 180 degrees.
  it.each([28.6, 80])('is its definition, margin %s degrees', (marginDegrees) => {
    const config = { kind: 'arcface', marginDegrees, scale: 8, learningRateFactor: 1 } as const;
    expectNaive({ config, naive: (batch) => naive(batch, config) });
  });

  it('has a bounded gradient where a sample lies on its weight', () => {
    const config = { kind: 'arcface', marginDegrees: 30, scale: 8, learningRateFactor: 1 } as const;
    const batch = {
      embeddings: [[1, 0]],
      labels: [0],
      proxies: [
        [2, 0],
        [0, 1],
        [1, 1],
      ],
    };
    const proxies = [...batch.proxies, ...new Array(5).fill([0, 1])];
    const { gradient } = evaluateLoss({ ...batch, proxies }, config);
    expect(Math.max(...gradient.flat().map(Math.abs))).toBeLessThan(100);
  });
});
