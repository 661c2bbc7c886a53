import { beforeAll, describe, it } from 'vitest';
import { selectEngineBackend } from '../testing/index.js';
import { expectNaive } from './testing/check-loss.js';
import { type Batch, cosine, mean, sides, sum, type Vector } from './testing/vectors.js';

const temperature = 0.2;

/** embeddings [S][D] -> mean over the anchors with positives */
function naive({ embeddings, labels }: Batch): number {
  const anchors = labels.map((_, anchor) => anchor);
  const terms = anchors.flatMap((anchor) => {
    const { positives, negatives } = sides(labels, anchor);
    const alike = (sample: number): number =>
      cosine(embeddings[anchor] as Vector, embeddings[sample] as Vector) / temperature;
    const all = sum([...positives, ...negatives].map((sample) => Math.exp(alike(sample))));
    const logs = positives.map((sample) => Math.log(Math.exp(alike(sample)) / all));
    return positives.length > 0 ? [-mean(logs)] : [];
  });
  return mean(terms);
}

describe('supervised contrastive loss', () => {
  beforeAll(() => selectEngineBackend());

  it('is its definition', () => {
    expectNaive({ config: { kind: 'supervised-contrastive', temperature }, naive });
  });
});
