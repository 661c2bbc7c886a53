import { describe, expect, it } from 'vitest';
import { learningRate } from './learning-rate.js';
import type { ScheduleConfig } from './schedule-config.js';

function rates(schedule: ScheduleConfig, steps: number): number[] {
  return Array.from({ length: steps }, (_, step) =>
    learningRate({ schedule, peak: 2, step, steps, stepsPerEpoch: 2 }),
  );
}

describe('learningRate', () => {
  it('stays where it is when constant', () => {
    expect(rates({ kind: 'constant', warmUpShare: 0 }, 3)).toEqual([2, 2, 2]);
  });

  it('rises for a share of the steps and then falls along half a cosine', () => {
    const cosine = rates({ kind: 'cosine', warmUpShare: 0.05 }, 100);
    expect(cosine.slice(0, 5)).toEqual([1, 2, 3, 4, 5].map((step) => (2 * step) / 6));
    expect(cosine[5]).toBe(2);
    expect(cosine[52]).toBeCloseTo(1, 1); // half-way of the fall
    expect(cosine[99]).toBeGreaterThan(0);
    expect(cosine[99]).toBeLessThan(0.002);
    expect(cosine.slice(5)).toEqual(cosine.slice(5).sort((first, second) => second - first));
  });

  it('falls by steps of whole epochs', () => {
    const schedule = { kind: 'step', warmUpShare: 0, everyEpochs: 2, factor: 0.5 } as const;
    expect(rates(schedule, 10)).toEqual([2, 2, 2, 2, 1, 1, 1, 1, 0.5, 0.5]);
    const warm = rates({ ...schedule, warmUpShare: 0.2 }, 10);
    expect(warm).toEqual([2 / 3, 4 / 3, 2, 2, 1, 1, 1, 1, 0.5, 0.5]);
  });

  it('gives a training of one step its full rate', () => {
    expect(rates({ kind: 'cosine', warmUpShare: 0.05 }, 1)).toEqual([2]);
  });
});
