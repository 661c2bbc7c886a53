import { describe, expect, it } from 'vitest';
import { featureStatistics } from './feature-statistics.js';

describe('featureStatistics', () => {
  // Columns: 1 2 3 | always 7 | a large offset with a small spread.
  const features = Float32Array.of(1, 7, 1000, 2, 7, 1001, 3, 7, 1002, 99, 99, 99);
  const { mean, deviation } = featureStatistics({ features, width: 3 }, Int32Array.of(0, 1, 2));

  it('looks only at the rows it is shown', () => {
    expect([...mean]).toEqual([2, 7, 1001]);
  });

  it('is the spread of the whole, and 1 where there is none', () => {
    const root = Math.sqrt(2 / 3);
    expect(deviation[0]).toBeCloseTo(root, 6);
    expect(deviation[1]).toBe(1);
    expect(deviation[2]).toBeCloseTo(root, 6);
  });
});
