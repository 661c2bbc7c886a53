import { beforeAll, describe, it } from 'vitest';
import { selectEngineBackend } from '../testing/index.js';
import { expectNaive } from './testing/check-loss.js';
import { type Batch, dot, mean, sum, type Vector } from './testing/vectors.js';

const l2Weight = 0.02;

/** embeddings [S][D] -> mean over the first two samples of each class */
function naive({ embeddings, labels }: Batch): number {
  const pairs = [...new Set(labels)].flatMap((label) => {
    const [anchor, positive] = embeddings.filter((_, at) => labels[at] === label);
    return anchor && positive ? [{ anchor, positive }] : [];
  });
  const terms = pairs.map(({ anchor, positive }) => {
    const others = pairs.filter((pair) => pair.anchor !== anchor);
    const exponents = others.map((pair) => dot(anchor, pair.positive) - dot(anchor, positive));
    const squares = (vector: Vector): number => dot(vector, vector);
    return (
      Math.log(1 + sum(exponents.map(Math.exp))) +
      (l2Weight * (squares(anchor) + squares(positive))) / 2
    );
  });
  return mean(terms);
}

describe('N-pair loss', () => {
  beforeAll(() => selectEngineBackend());

  it('is its definition', () => {
    expectNaive({ config: { kind: 'n-pair', l2Weight }, naive });
  });
});
