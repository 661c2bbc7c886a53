import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { classDisjointSplit } from './class-disjoint-split.js';

const labels = Int32Array.from({ length: 60 }, (_, at) => at % 10);

function split(share: number, { of = labels, seed = 1 } = {}) {
  return classDisjointSplit({ labels: of, share, random: createRandom(seed) });
}

const classesOf = (indices: Int32Array): number[] => [
  ...new Set([...indices].map((index) => labels[index] as number)),
];

describe('classDisjointSplit', () => {
  it('holds out whole classes, the share of them that was asked for', () => {
    const { train, heldOut } = split(0.3);
    expect(classesOf(heldOut)).toHaveLength(3);
    expect(new Set([...classesOf(train), ...classesOf(heldOut)]).size).toBe(10);
    expect([...train, ...heldOut].sort((one, other) => one - other)).toEqual([...labels.keys()]);
    expect(heldOut).toEqual(heldOut.slice().sort());
  });

  it('leaves two classes on both sides', () => {
    expect(classesOf(split(0.01).heldOut)).toHaveLength(2);
    expect(classesOf(split(0.99).train)).toHaveLength(2);
  });

  it('refuses fewer than four classes', () => {
    const of = Int32Array.from([0, 0, 1, 1, 2, 2]);
    expect(() => split(0.5, { of })).toThrow('needs at least 4 of them, and there are 3');
  });

  it('depends on the seed alone', () => {
    expect(split(0.5, { seed: 7 })).toEqual(split(0.5, { seed: 7 }));
    expect(split(0.5, { seed: 7 })).not.toEqual(split(0.5, { seed: 8 }));
  });
});
