import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { stratifiedSplit } from './stratified-split.js';

const sizes = [1, 2, 3, 10, 40];
const labels = Int32Array.from(sizes.flatMap((size, label) => new Array<number>(size).fill(label)));

function split(share: number, seed = 1) {
  return stratifiedSplit({ labels, share, random: createRandom(seed) });
}

function sizesOf(indices: Int32Array): number[] {
  return sizes.map((_, label) => indices.filter((index) => labels[index] === label).length);
}

describe('stratifiedSplit', () => {
  it('deals out every picture once, in ascending order', () => {
    const { train, heldOut } = split(0.3);
    const all = [...train, ...heldOut].sort((first, second) => first - second);
    expect(all).toEqual([...labels.keys()]);
    expect(train).toEqual(train.slice().sort());
    expect(heldOut).toEqual(heldOut.slice().sort());
  });

  it('takes the same share of every class, but leaves one on both sides', () => {
    expect(sizesOf(split(0.3).heldOut)).toEqual([0, 1, 1, 3, 12]);
    expect(sizesOf(split(0.01).heldOut)).toEqual([0, 1, 1, 1, 1]);
    expect(sizesOf(split(0.99).train)).toEqual([1, 1, 1, 1, 1]);
  });

  it('depends on the seed alone', () => {
    expect(split(0.5, 7)).toEqual(split(0.5, 7));
    expect(split(0.5, 7)).not.toEqual(split(0.5, 8));
  });
});
