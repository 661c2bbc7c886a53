import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { createSampler } from './create-sampler.js';
import type { ProportionalSampling } from './sampling-config.js';

const sizes = [4, 16, 100];
const labels = Int32Array.from(sizes.flatMap((size, label) => new Array<number>(size).fill(label)));

function batches(kind: ProportionalSampling, of = labels): number[][] {
  const config = { kind, classes: 4, images: 2 } as const;
  const sampler = createSampler({ labels: of, config, random: createRandom(3) });
  return Array.from({ length: 3000 }, () => [...sampler.next()]);
}

describe('proportional sampling', () => {
  it.each([
    ['class-balanced', [1, 1, 1]],
    ['square-root', [2, 4, 10]],
    ['instance-balanced', [4, 16, 100]],
  ] as const)('%s draws classes of 4, 16 and 100 pictures as %j', (kind, weights) => {
    const drawn = batches(kind).flatMap((batch) =>
      [0, 2, 4].map((at) => labels[batch[at] as number]),
    );
    const sum = weights.reduce<number>((total, weight) => total + weight, 0);
    weights.forEach((weight, label) => {
      const share = drawn.filter((one) => one === label).length / drawn.length;
      // Three standard deviations of a share of 9000 draws are at most 0.016. The fourth draw,
      // which is bent towards a second class, is left out.
      expect(Math.abs(share - weight / sum)).toBeLessThan(0.016);
    });
  });

  it('shows the pictures of a class equally often', () => {
    const times = new Map<number, number>();
    for (const index of batches('class-balanced').flat()) {
      times.set(index, (times.get(index) ?? 0) + 1);
    }
    const small = [0, 1, 2, 3].map((index) => times.get(index) as number);
    expect(Math.max(...small) - Math.min(...small)).toBeLessThanOrEqual(1);
  });

  it('never makes a batch of one class where there are two', () => {
    const lopsided = Int32Array.from({ length: 1000 }, (_, at) => (at < 2 ? 0 : 1));
    for (const batch of batches('instance-balanced', lopsided)) {
      expect(new Set(batch.map((index) => lopsided[index])).size).toBe(2);
    }
  });

  it('draws from a single class what there is', () => {
    const [batch] = batches('square-root', new Int32Array(5));
    expect(batch).toHaveLength(8);
  });

  it('repeats itself for a seed', () => {
    expect(batches('square-root').slice(0, 20)).toEqual(batches('square-root').slice(0, 20));
  });
});
