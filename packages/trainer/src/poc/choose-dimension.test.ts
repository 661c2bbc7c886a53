import { describe, expect, it } from 'vitest';
import { chooseDimension } from './choose-dimension.js';
import { spreadOf } from './statistics.js';

describe('chooseDimension', () => {
  const rows = [
    { dimension: 8, validation: spreadOf([0.8, 0.82, 0.78]) },
    { dimension: 16, validation: spreadOf([0.9, 0.91, 0.89]) },
    { dimension: 32, validation: spreadOf([0.9, 0.92, 0.91]) },
    { dimension: 64, validation: spreadOf([0.92, 0.88, 0.94]) },
  ];

  it('takes the shortest within one standard error of the best', () => {
    // The best mean is 0.9133 at 64, those of 32, 16 and 8 are 0.91, 0.9 and 0.8.
    expect(chooseDimension(rows, 0.0176)?.dimension).toBe(16);
    expect(chooseDimension(rows, 0.01)?.dimension).toBe(32);
    expect(chooseDimension(rows, 0)?.dimension).toBe(64);
  });

  it('has nothing to choose from nothing', () => {
    expect(chooseDimension([], 0)).toBeUndefined();
  });
});
