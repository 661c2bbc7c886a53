import { createRandom } from '@umbra/core/random';
import { describe, expect, it } from 'vitest';
import { aroundDifference, aroundGain, seedNoise } from './seed-noise.js';

describe('seedNoise', () => {
  it('leaves out what settings and seeds explain', () => {
    // Rows and columns add up exactly: nothing is left.
    const additive = [
      [1, 2, 4],
      [3, 4, 6],
      [0, 1, 3],
    ];
    const { single, paired } = seedNoise(additive);
    expect(paired.deviation).toBeCloseTo(0, 6);
    expect(paired.degrees).toBe(4);
    // Each row deviates by -4/3, -1/3, 5/3: squares 42/9, three times, on 6 degrees of freedom.
    expect(single.deviation).toBeCloseTo(Math.sqrt((3 * 42) / 9 / 6), 12);
    // All of it comes from the seeds, of which there are three.
    expect(single.degrees).toBeCloseTo(2, 9);
  });

  it('is the analysis of variance of a table by hand', () => {
    // Means of rows 2 and 4, of columns 2 and 4, of all 3: every cell is 1 off.
    const { paired } = seedNoise([
      [2, 2],
      [2, 6],
    ]);
    expect(paired).toEqual({ deviation: 2, degrees: 1 });
  });

  it('gives intervals that hold the truth 95 times of 100', () => {
    const random = createRandom(7);
    let [differences, gains] = [0, 0];
    const rounds = 1000;
    for (let round = 0; round < rounds; round++) {
      const seeds = [random.normal(), random.normal(), random.normal()];
      const table = [0, 1, 2, 3].map((setting) =>
        seeds.map((seed) => setting + 0.5 * seed + 0.3 * random.normal()),
      );
      const mean = (row: readonly number[] = []): number =>
        row.reduce((sum, value) => sum + value, 0) / row.length;
      const noise = seedNoise(table);
      const holds = ({ low, high }: { low: number | null; high: number | null }, truth: number) =>
        low !== null && high !== null && low <= truth && truth <= high ? 1 : 0;
      const difference = mean(table[3]) - mean(table[1]);
      differences += holds(aroundDifference(difference, noise, 3), 2);
      gains += holds(aroundGain(mean(table[2]) - 1, noise, 3), 1);
    }
    expect(differences / rounds).toBeGreaterThan(0.93);
    expect(differences / rounds).toBeLessThan(0.97);
    expect(gains / rounds).toBeGreaterThan(0.93);
  });

  it('knows nothing from one seed, nor of a difference from one setting', () => {
    expect(aroundGain(1, seedNoise([[1], [2]]), 1)).toEqual({ low: null, high: null });
    expect(aroundDifference(1, seedNoise([[1, 2]]), 2)).toEqual({ low: null, high: null });
  });
});
