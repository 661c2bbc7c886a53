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
    // The best mean is 0.9133 at 64, whose standard error is 0.0176.
    expect(chooseDimension(rows)?.dimension).toBe(16);
  });

  it('takes the best where it stands out', () => {
    const clear = [
      ...rows.slice(0, 3),
      { dimension: 64, validation: spreadOf([0.95, 0.95, 0.95]) },
    ];
    expect(chooseDimension(clear)?.dimension).toBe(64);
    expect(chooseDimension([])).toBeUndefined();
  });
});
