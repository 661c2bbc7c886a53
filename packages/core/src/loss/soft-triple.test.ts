import { beforeAll, describe, it } from 'vitest';
import { selectEngineBackend } from '../testing/index.js';
import { expectNaive } from './testing/check-loss.js';
import {
  type Batch,
  cosine,
  mean,
  norm,
  subtracted,
  sum,
  unit,
  type Vector,
} from './testing/vectors.js';

const centers = 3;
const [scale, gamma, margin] = [8, 0.3, 0.05];

/** embeddings [S][D], centers [8 * 3][D] -> mean over the samples, plus the half distances */
function naive({ embeddings, labels, proxies = [] }: Batch, regularization: number): number {
  const classes = Array.from({ length: 8 }, (_, label) =>
    proxies.slice(label * centers, (label + 1) * centers),
  );
  const terms = embeddings.map((vector, sample) => {
    const logits = classes.map((own, label) => {
      const alike = own.map((center) => cosine(vector, center));
      const weights = alike.map((s) => Math.exp(s / gamma));
      const like = sum(alike.map((s, at) => s * (weights[at] as number))) / sum(weights);
      return scale * (like - (label === labels[sample] ? margin : 0));
    });
    return Math.log(sum(logits.map(Math.exp))) - (logits[labels[sample] as number] as number);
  });
  const halfDistances = classes.flatMap((own) =>
    own.flatMap((center, at) =>
      own.slice(at + 1).map((other) => norm(subtracted(unit(center), unit(other as Vector))) / 2),
    ),
  );
  return mean(terms) + regularization * mean(halfDistances);
}

describe('SoftTriple', () => {
  beforeAll(() => selectEngineBackend());

  it.each([0, 0.2])('is its definition, regularization %s', (regularization) => {
    expectNaive({
      config: {
        kind: 'soft-triple',
        ...{ centers, scale, gamma, margin, regularization, learningRateFactor: 10 },
      },
      naive: (batch) => naive(batch, regularization),
    });
  });
});
