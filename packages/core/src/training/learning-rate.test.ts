import { describe, expect, it } from 'vitest';
import { learningRate } from './learning-rate.js';

function rates(kind: 'constant' | 'cosine', steps: number): number[] {
  return Array.from({ length: steps }, (_, step) =>
    learningRate({ schedule: { kind }, peak: 2, step, steps }),
  );
}

describe('learningRate', () => {
  it('stays where it is when constant', () => {
    expect(rates('constant', 3)).toEqual([2, 2, 2]);
  });

  it('rises for a twentieth of the steps and then falls along half a cosine', () => {
    const cosine = rates('cosine', 100);
    expect(cosine.slice(0, 5)).toEqual([1, 2, 3, 4, 5].map((step) => (2 * step) / 6));
    expect(cosine[5]).toBe(2);
    expect(cosine[52]).toBeCloseTo(1, 1); // half-way of the fall
    expect(cosine[99]).toBeGreaterThan(0);
    expect(cosine[99]).toBeLessThan(0.002);
    expect(cosine.slice(5)).toEqual(cosine.slice(5).sort((first, second) => second - first));
  });

  it('gives a training of one step its full rate', () => {
    expect(rates('cosine', 1)).toEqual([2]);
  });
});
