import { beforeAll, describe, it } from 'vitest';
import { selectEngineBackend } from '../testing/index.js';
import { expectNaive } from './testing/check-loss.js';
import { type Batch, mean, norm, subtracted, sum, unit, type Vector } from './testing/vectors.js';

const temperature = 0.5;

/** embeddings [S][D], proxies [8][D] -> mean over the samples */
function naive({ embeddings, labels, proxies = [] }: Batch): number {
  const terms = embeddings.map((vector, sample) => {
    const nearness = proxies
      .slice(0, 8)
      .map((proxy) =>
        Math.exp(-(norm(subtracted(unit(vector), unit(proxy as Vector))) ** 2) / temperature),
      );
    return -Math.log((nearness[labels[sample] as number] as number) / sum(nearness));
  });
  return mean(terms);
}

describe('ProxyNCA++', () => {
  beforeAll(() => selectEngineBackend());

  it('is its definition', () => {
    expectNaive({ config: { kind: 'proxy-nca', temperature, learningRateFactor: 10 }, naive });
  });
});
