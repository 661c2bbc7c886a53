import { describe, expect, it } from 'vitest';
import { createRandom } from './random.js';

describe('createRandom', () => {
  it('repeats itself for a seed and differs between seeds', () => {
    const draw = (seed: number): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 8 }, () => random.next());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('forks streams that do not depend on what was drawn before', () => {
    const drawn = createRandom(1);
    drawn.next();
    expect(drawn.fork('sampler').next()).toBe(createRandom(1).fork('sampler').next());
    expect(drawn.fork('sampler').next()).not.toBe(drawn.fork('split').next());
  });

  it('is uniform on [0, bound) and normal with mean 0 and variance 1', () => {
    const random = createRandom(3);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw++) {
      const bin = random.below(10);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    // 9 degrees of freedom: chi-square above 27.9 has a probability of 0.1 %.
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(27.9);

    const normals = Array.from({ length: 100_000 }, () => random.normal());
    const mean = normals.reduce((sum, value) => sum + value, 0) / normals.length;
    const variance = normals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / normals.length;
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  });

  it('shuffles without losing a value', () => {
    const values = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = createRandom(5).shuffle([...values]);
    expect(shuffled).not.toEqual(values);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(values);
  });
});
