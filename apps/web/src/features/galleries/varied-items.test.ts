import { describe, expect, it } from 'vitest';
import { variedItems } from './varied-items';

const items = ['a', 'a', 'a', 'b', null, 'b'].map((label, id) => ({ id, label }));
const ids = (count: number) => variedItems(items, count).map((item) => item.id);

describe('variedItems', () => {
  it('takes one of each label before a second of any', () => {
    expect(ids(3)).toEqual([0, 3, 4]);
    expect(ids(5)).toEqual([0, 3, 4, 1, 5]);
  });

  it('takes all there are and none twice', () => {
    expect(ids(100).toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(variedItems([], 4)).toEqual([]);
    expect(ids(0)).toEqual([]);
  });
});
