import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { createSampler } from './create-sampler.js';
import type { Sampler } from './sampler.js';

const classes = 12;
const labels = Int32Array.from({ length: classes * 5 }, (_, at) => Math.floor(at / 5));

function sampler(share: number, kind: 'hard-classes' | 'pk' = 'hard-classes'): Sampler {
  const size = { classes: 3, images: 2 };
  const config = kind === 'pk' ? { kind, ...size } : { kind, ...size, share };
  return createSampler({ labels, config, random: createRandom(8) });
}

function draw(from: Sampler, batches: number): number[][] {
  return Array.from({ length: batches }, () => {
    const batch = [...from.next()].map((index) => labels[index] as number);
    return batch.filter((_, at) => at % 2 === 0);
  });
}

/** How often two classes meet in a batch. */
function meetings(batches: readonly number[][], [one, other]: readonly [number, number]): number {
  return batches.filter((batch) => batch.includes(one) && batch.includes(other)).length;
}

describe('hard-class sampling', () => {
  it('draws P different classes of K pictures each, before and after a feedback', () => {
    const hard = sampler(0.5);
    for (const told of [[], [{ label: 0, takenFor: 1, count: 3 }]]) {
      hard.feedback(told);
      for (const batch of draw(hard, 50)) {
        expect(batch).toHaveLength(3);
        expect(new Set(batch).size).toBe(3);
      }
    }
  });

  it('deals all classes equally often as long as nothing was confused', () => {
    const counts = new Map<number, number>();
    for (const label of draw(sampler(0.5), 40).flat()) {
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual(new Array(classes).fill(10));
  });

  it('brings confused classes together, whichever was taken for the other', () => {
    const hard = sampler(0.5);
    const before = meetings(draw(hard, 300), [4, 9]);
    hard.feedback([{ label: 9, takenFor: 4, count: 2 }]);
    const batches = draw(hard, 300);
    expect(meetings(batches, [4, 9])).toBeGreaterThan(2 * before);
    // No class is forgotten for it.
    expect(new Set(batches.flat()).size).toBe(classes);
  });

  it('prefers what is confused more often', () => {
    const hard = sampler(1);
    hard.feedback([
      { label: 2, takenFor: 3, count: 9 },
      { label: 2, takenFor: 5, count: 1 },
    ]);
    const withTwo = draw(hard, 600).filter((batch) => batch[0] === 2);
    const share = withTwo.filter((batch) => batch[1] === 3).length / withTwo.length;
    expect(withTwo.length).toBeGreaterThan(40);
    expect(Math.abs(share - 0.9)).toBeLessThan(0.15);
  });

  it('forgets one feedback for the next, and ignores classes that it does not have', () => {
    const told = sampler(1);
    told.feedback([{ label: 2, takenFor: 3, count: 9 }]);
    told.feedback([
      { label: 2, takenFor: 99, count: 5 },
      { label: 7, takenFor: 7, count: 5 },
    ]);
    expect(draw(told, 100)).toEqual(draw(sampler(1), 100));
  });

  it('repeats itself for a seed and the same feedback', () => {
    const course = (): number[][] => {
      const hard = sampler(0.7);
      const first = draw(hard, 10);
      hard.feedback([{ label: 1, takenFor: 2, count: 1 }]);
      return [...first, ...draw(hard, 10)];
    };
    expect(course()).toEqual(course());
  });
});
