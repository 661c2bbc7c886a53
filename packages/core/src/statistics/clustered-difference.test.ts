import { expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { clusteredDifference } from './clustered-difference.js';

it('is the paired t interval where every difference stands alone', () => {
  // Mean 2, standard deviation sqrt(2.5), n = 5: 2 +- 2.7764 * sqrt(2.5 / 5).
  const { difference, low, high } = clusteredDifference(
    { differences: Float64Array.of(0, 1, 2, 3, 4), clusters: Int32Array.of(0, 1, 2, 3, 4) },
    0.95,
  );
  expect(difference).toBe(2);
  expect(low).toBeCloseTo(2 - 2.7764451 * Math.sqrt(0.5), 6);
  expect(high).toBeCloseTo(2 + 2.7764451 * Math.sqrt(0.5), 6);
});

it('has no bounds where there is one cluster', () => {
  const one = { differences: Float64Array.of(0, 1), clusters: Int32Array.of(7, 7) };
  expect(clusteredDifference(one, 0.95)).toEqual({ difference: 0.5, low: null, high: null });
});

it('holds the truth as often as it says, when clusters move together', () => {
  const random = createRandom(3);
  let covered = 0;
  for (let round = 0; round < 1000; round++) {
    const clusters = Int32Array.from({ length: 120 }, (_, at) => at >> 3);
    const shifts = Array.from({ length: 15 }, () => random.normal());
    const differences = Float64Array.from(
      clusters,
      (cluster) => 0.3 + (shifts[cluster] ?? 0) + random.normal(),
    );
    const { low, high } = clusteredDifference({ differences, clusters }, 0.95);
    covered += (low ?? 1) <= 0.3 && 0.3 <= (high ?? 0) ? 1 : 0;
  }
  expect(covered / 1000).toBeGreaterThan(0.93);
  expect(covered / 1000).toBeLessThan(0.97);
});
