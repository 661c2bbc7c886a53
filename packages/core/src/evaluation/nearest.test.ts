import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { nearest } from './nearest.js';

describe('nearest', () => {
  it('agrees with a complete sort, whatever the ties', () => {
    const random = createRandom(1);
    for (let round = 0; round < 300; round++) {
      const length = 1 + random.below(60);
      const scores = Float64Array.from({ length }, () => random.below(1 + random.below(20)));
      const sorted = [...scores.keys()].sort(
        (a, b) => (scores[b] as number) - (scores[a] as number) || a - b,
      );
      const count = random.below(length + 3);
      expect(nearest(scores, count)).toEqual(sorted.slice(0, count));
    }
  });

  it('leaves the scores as they are and takes none of none', () => {
    const scores = Float64Array.from([1, 3, 2]);
    expect(nearest(scores, 1)).toEqual([1]);
    expect([...scores]).toEqual([1, 3, 2]);
    expect(nearest(new Float64Array(0), 5)).toEqual([]);
  });
});
