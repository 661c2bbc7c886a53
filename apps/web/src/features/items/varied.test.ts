import { describe, expect, it } from 'vitest';
import { interleave, spread } from './varied';

describe('spread', () => {
  it('takes entries at even distances, the first among them', () => {
    const twelve = Array.from({ length: 12 }, (_, index) => index);
    expect(spread(twelve, 5)).toEqual([0, 2, 4, 7, 9]);
    expect(spread(twelve, 1)).toEqual([0]);
  });

  it('takes all where there are no more', () => {
    expect(spread(['a', 'b'], 5)).toEqual(['a', 'b']);
    expect(spread([], 5)).toEqual([]);
  });
});

describe('interleave', () => {
  it('takes one of each in turn, until the longest is used up', () => {
    expect(interleave([[1, 2, 3], [4], [5, 6]])).toEqual([1, 4, 5, 2, 6, 3]);
    expect(interleave([])).toEqual([]);
    expect(interleave([[], []])).toEqual([]);
  });
});
