import { beforeAll, describe, it } from 'vitest';
import { selectEngineBackend } from '../testing/index.js';
import { expectNaive } from './testing/check-loss.js';
import { type Batch, cosine, mean, sides, sum, type Vector } from './testing/vectors.js';

const config = { kind: 'multi-similarity', alpha: 2, beta: 20, base: 0.5 } as const;

/** embeddings [S][D] -> mean over all anchors */
function naive({ embeddings, labels }: Batch, epsilon: number | null): number {
  const terms = labels.map((_, anchor) => {
    const { positives, negatives } = sides(labels, anchor);
    const alike = (sample: number): number =>
      cosine(embeddings[anchor] as Vector, embeddings[sample] as Vector);
    const least = Math.min(...positives.map(alike));
    const most = Math.max(...negatives.map(alike));
    const near = positives.map(alike).filter((s) => epsilon === null || s < most + epsilon);
    const far = negatives.map(alike).filter((s) => epsilon === null || s > least - epsilon);
    const { alpha, beta, base } = config;
    return (
      Math.log(1 + sum(near.map((s) => Math.exp(-alpha * (s - base))))) / alpha +
      Math.log(1 + sum(far.map((s) => Math.exp(beta * (s - base))))) / beta
    );
  });
  return mean(terms);
}

describe('multi-similarity loss', () => {
  beforeAll(() => selectEngineBackend());

  it.each([null, 0.1])('is its definition, epsilon %s', (epsilon) => {
    expectNaive({ config: { ...config, epsilon }, naive: (batch) => naive(batch, epsilon) });
  });
});
