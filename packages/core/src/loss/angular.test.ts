import { beforeAll, describe, it } from 'vitest';
import { selectEngineBackend } from '../testing/index.js';
import { expectNaive } from './testing/check-loss.js';
import { added, type Batch, dot, mean, sides, sum, unit, type Vector } from './testing/vectors.js';

const angleDegrees = 40;

/** embeddings [S][D] -> mean over the pairs (anchor, positive) */
function naive({ embeddings, labels }: Batch): number {
  const t = Math.tan((angleDegrees * Math.PI) / 180) ** 2;
  const vectors = embeddings.map(unit);
  const vector = (sample: number): Vector => vectors[sample] as Vector;
  const anchors = labels.map((_, anchor) => anchor);
  const terms = anchors.flatMap((anchor) => {
    const { positives, negatives } = sides(labels, anchor);
    return positives.map((positive) => {
      const both = added(vector(anchor), vector(positive));
      const exponents = negatives.map(
        (negative) =>
          4 * t * dot(both, vector(negative)) - 2 * (1 + t) * dot(vector(anchor), vector(positive)),
      );
      return Math.log(1 + sum(exponents.map(Math.exp)));
    });
  });
  return mean(terms);
}

describe('angular loss', () => {
  beforeAll(() => selectEngineBackend());

  it('is its definition', () => {
    expectNaive({ config: { kind: 'angular', angleDegrees }, naive });
  });
});
