import { beforeAll, describe, it } from 'vitest';
import { selectEngineBackend } from '../testing/index.js';
import { expectNaive } from './testing/check-loss.js';
import { type Batch, mean, norm, sides, subtracted, unit, type Vector } from './testing/vectors.js';

const margin = 1.2;

/** embeddings [S][D] -> mean over the pairs of a class plus mean over the other pairs */
function naive({ embeddings, labels }: Batch, normalize: boolean): number {
  const vectors = normalize ? embeddings.map(unit) : embeddings;
  const apart = (one: number, other: number): number =>
    norm(subtracted(vectors[one] as Vector, vectors[other] as Vector));
  const anchors = labels.map((_, anchor) => anchor);
  const near = anchors.flatMap((anchor) =>
    sides(labels, anchor).positives.map((sample) => apart(anchor, sample) ** 2 / 2),
  );
  const far = anchors.flatMap((anchor) =>
    sides(labels, anchor).negatives.map(
      (sample) => Math.max(margin - apart(anchor, sample), 0) ** 2 / 2,
    ),
  );
  return mean(near) + mean(far);
}

describe('contrastive loss', () => {
  beforeAll(() => selectEngineBackend());

  it.each([true, false])('is its definition, normalize %s', (normalize) => {
    const config = { kind: 'contrastive', margin, normalize } as const;
    expectNaive({ config, naive: (batch) => naive(batch, normalize) });
  });
});
