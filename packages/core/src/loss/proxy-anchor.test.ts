import { beforeAll, describe, it } from 'vitest';
import { selectEngineBackend } from '../testing/index.js';
import { expectNaive } from './testing/check-loss.js';
import { type Batch, cosine, mean, sum } from './testing/vectors.js';

const margin = 0.1;
const scale = 12;

/** embeddings [S][D], proxies [8][D] -> means over the proxies */
function naive({ embeddings, labels, proxies = [] }: Batch): number {
  const anchors = proxies.slice(0, 8).map((proxy, label) => {
    const alike = embeddings.map((vector) => cosine(vector, proxy));
    const own = alike.filter((_, sample) => labels[sample] === label);
    const others = alike.filter((_, sample) => labels[sample] !== label);
    return {
      present: own.length > 0,
      pull: Math.log(1 + sum(own.map((s) => Math.exp(-scale * (s - margin))))),
      push: Math.log(1 + sum(others.map((s) => Math.exp(scale * (s + margin))))),
    };
  });
  const present = anchors.filter((anchor) => anchor.present);
  return mean(present.map(({ pull }) => pull)) + mean(anchors.map(({ push }) => push));
}

describe('Proxy-Anchor loss', () => {
  beforeAll(() => selectEngineBackend());

  it('is its definition', () => {
    expectNaive({
      config: { kind: 'proxy-anchor', margin, scale, learningRateFactor: 10 },
      naive,
    });
  });
});
