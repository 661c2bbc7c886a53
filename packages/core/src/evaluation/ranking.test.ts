import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { nearest } from './ranking.js';

describe('nearest', () => {
  it('agrees with a complete sort, whatever the ties, the signs and the row left out', () => {
    const random = createRandom(1);
    for (let round = 0; round < 400; round++) {
      const length = 1 + random.below(60);
      const levels = 1 + random.below(20);
      const similarities = Float32Array.from({ length }, () => 0.1 * (random.below(levels) - 9));
      const except = random.below(length + 1) - 1;
      const sorted = [...similarities.keys()]
        .filter((index) => index !== except)
        .sort((a, b) => (similarities[b] as number) - (similarities[a] as number) || a - b);
      const count = random.below(length + 3);
      expect([...nearest(similarities, count, except)]).toEqual(sorted.slice(0, count));
    }
  });

  it('agrees with a complete sort of many rows, of which it first looks at a sample', () => {
    const random = createRandom(2);
    const length = 20_000;
    const spread = Float32Array.from({ length }, () => random.normal());
    // What nearly all rows share, a sample takes for the threshold.
    const tied = spread.map((value) => (value > 3 ? value : 0));
    for (const similarities of [spread, tied, spread.slice().sort()]) {
      const sorted = [...similarities.keys()].sort(
        (a, b) => (similarities[b] as number) - (similarities[a] as number) || a - b,
      );
      for (const count of [1, 10, 300, 3000, length]) {
        expect(nearest(similarities, count)).toEqual(Int32Array.from(sorted.slice(0, count)));
      }
    }
  });

  it('tells neighbouring floats apart, and takes both zeros for equal', () => {
    const step = 2 ** -24;
    const similarities = Float32Array.from([1 - step, -0, 1, 0, -1, -1 + step, 1 - 2 * step]);
    expect([...nearest(similarities, 7)]).toEqual([2, 0, 6, 1, 3, 5, 4]);
  });

  it('leaves the similarities as they are and takes none of none', () => {
    const similarities = Float32Array.from([1, 3, 2]);
    expect([...nearest(similarities, 1)]).toEqual([1]);
    expect([...similarities]).toEqual([1, 3, 2]);
    expect(nearest(new Float32Array(0), 5)).toHaveLength(0);
    expect(nearest(Float32Array.of(1), 5, 0)).toHaveLength(0);
  });
});
