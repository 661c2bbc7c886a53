import { beforeAll, describe, it } from 'vitest';
import { selectEngineBackend } from '../testing/index.js';
import { expectNaive } from './testing/check-loss.js';
import { type Batch, cosine, mean, sides, sum, type Vector } from './testing/vectors.js';

const margin = 0.3;
const scale = 8;

/** embeddings [S][D] -> mean over the anchors with both sides; the weights come from `fixed` */
function naive({ embeddings, labels }: Batch, fixed: Batch): number {
  const anchors = labels.map((_, anchor) => anchor);
  const terms = anchors.flatMap((anchor) => {
    const { positives, negatives } = sides(labels, anchor);
    const alike = (of: Batch['embeddings'], sample: number): number =>
      cosine(of[anchor] as Vector, of[sample] as Vector);
    const pulls = positives.map((sample) => {
      const weight = Math.max(1 + margin - alike(fixed.embeddings, sample), 0);
      return Math.exp(-scale * weight * (alike(embeddings, sample) - (1 - margin)));
    });
    const pushes = negatives.map((sample) => {
      const weight = Math.max(alike(fixed.embeddings, sample) + margin, 0);
      return Math.exp(scale * weight * (alike(embeddings, sample) - margin));
    });
    const counts = positives.length > 0 && negatives.length > 0;
    return counts ? [Math.log(1 + sum(pulls) * sum(pushes))] : [];
  });
  return mean(terms);
}

describe('circle loss', () => {
  beforeAll(() => selectEngineBackend());

  it('is its definition', () => {
    expectNaive({ config: { kind: 'circle', margin, scale }, naive });
  });
});
