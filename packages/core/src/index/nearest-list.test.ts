import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { NearestList } from './nearest-list.js';

describe('NearestList', () => {
  it('keeps the nearest in whatever order they come, the lower label of equals', () => {
    const random = createRandom(41);
    for (let round = 0; round < 50; round++) {
      const all = Array.from({ length: 60 }, (_, label) => ({ label, distance: random.below(6) }));
      const limit = 1 + random.below(70);
      const list = new NearestList(limit);
      for (const { label, distance } of random.shuffle([...all])) list.offer(label, distance);
      const wanted = all.sort((a, b) => a.distance - b.distance || a.label - b.label);
      expect(list.sorted()).toEqual(wanted.slice(0, limit));
    }
  });
});
