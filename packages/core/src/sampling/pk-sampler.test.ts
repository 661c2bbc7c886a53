import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { createSampler } from './create-sampler.js';

/** Labels of classes with these sizes: [2, 3] -> 0 0 1 1 1. */
function labelsOf(sizes: readonly number[]): Int32Array {
  return Int32Array.from(sizes.flatMap((size, label) => new Array<number>(size).fill(label)));
}

interface Draw {
  readonly labels: Int32Array;
  readonly classes: number;
  readonly images: number;
  readonly batches: number;
  readonly seed?: number;
}

function draw({ labels, classes, images, batches, seed = 1 }: Draw): number[][] {
  const config = { kind: 'pk', classes, images } as const;
  const sampler = createSampler({ labels, config, random: createRandom(seed) });
  return Array.from({ length: batches }, () => [...sampler.next()]);
}

function count(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

describe('P x K sampling', () => {
  it('puts K different pictures of P different classes into every batch', () => {
    const labels = labelsOf([9, 5, 7, 4, 6, 30, 4]);
    for (const batch of draw({ labels, classes: 3, images: 4, batches: 200 })) {
      expect(new Set(batch).size).toBe(12);
      const perClass = count(batch.map((index) => labels[index] as number));
      expect([...perClass.values()]).toEqual([4, 4, 4]);
    }
  });

  it('lets every class come up before one comes up again, whatever its size', () => {
    const labels = labelsOf([4, 100, 4, 4, 4]);
    const batches = draw({ labels, classes: 2, images: 2, batches: 50 });
    const order = batches.flatMap((batch) => [0, 2].map((at) => labels[batch[at] as number]));
    expect([...count(order as number[]).values()]).toEqual([20, 20, 20, 20, 20]);
    for (let round = 0; round < 20; round++) {
      // A class may move by one place where a batch spans two rounds, not by more.
      expect(new Set(order.slice(round * 5, round * 5 + 5)).size).toBeGreaterThanOrEqual(4);
    }
  });

  it('lets every picture of a class come up before one comes up again', () => {
    const labels = labelsOf([6, 6]);
    const batches = draw({ labels, classes: 2, images: 3, batches: 20 });
    expect([...count(batches.flat()).values()]).toEqual(new Array(12).fill(10));
  });

  it('repeats the pictures of a class that has fewer than K, each about equally often', () => {
    const labels = labelsOf([3, 10]);
    for (const batch of draw({ labels, classes: 2, images: 8, batches: 50 })) {
      const small = batch.filter((index) => labels[index] === 0);
      expect([...count(small).values()].sort()).toEqual([2, 3, 3]);
    }
  });

  it('takes all classes when there are fewer than P', () => {
    const [batch = []] = draw({ labels: labelsOf([5, 5, 5]), classes: 8, images: 2, batches: 1 });
    expect(batch.map((index) => Math.floor(index / 5)).sort()).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('repeats itself for a seed and differs between seeds', () => {
    const task = { labels: labelsOf([9, 9, 9]), classes: 2, images: 4, batches: 5 };
    expect(draw({ ...task, seed: 4 })).toEqual(draw({ ...task, seed: 4 }));
    expect(draw({ ...task, seed: 4 })).not.toEqual(draw({ ...task, seed: 5 }));
  });
});
