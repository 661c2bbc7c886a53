import { expect, it } from 'vitest';
import { Pace } from './pace.js';

const started = {
  kind: 'started',
  classes: 2,
  trainImages: 10,
  validationImages: 2,
  parameters: 1,
  epochs: 2,
  steps: 10,
} as const;
const stepAt = (step: number) =>
  ({ kind: 'step', step, epoch: 1, loss: 1, activeShare: 1 }) as const;

it('tells the time left of a training that was resumed', () => {
  let now = 0;
  const pace = new Pace(64, () => now);
  const after = (milliseconds: number, event: Parameters<Pace['read']>[0]) => {
    now += milliseconds;
    return pace.read(event);
  };
  after(0, started);
  after(0, { kind: 'resumed', step: 5, epochs: [] });
  after(4000, stepAt(6));
  after(2000, stepAt(7));
  expect(after(500, stepAt(8)).secondsLeft).toBe(1);
});

it('tells speed and time left from the steps after the warm-up', () => {
  let now = 1000;
  const pace = new Pace(64, () => now);
  const after = (milliseconds: number, event: Parameters<Pace['read']>[0]) => {
    now += milliseconds;
    return pace.read(event);
  };
  expect(after(0, started)).toEqual({ elapsedMs: 0, secondsLeft: null, imagesPerSecond: null });
  expect(after(5000, stepAt(1)).secondsLeft).toBeNull();
  expect(after(3000, stepAt(2)).secondsLeft).toBeNull();
  const third = after(500, stepAt(3));
  expect(third).toEqual({ elapsedMs: 8500, secondsLeft: 3.5, imagesPerSecond: 128 });
  after(500, stepAt(4));
  const epoch = {
    kind: 'epoch',
    epoch: 1,
    loss: 1,
    validation: { recallAt: {}, rPrecision: 0, mapAtR: 0, queries: 0 },
  } as const;
  after(2000, epoch);
  // The validation makes the rest longer, not the steps slower.
  const fifth = after(500, stepAt(5));
  expect(fifth.imagesPerSecond).toBe(128);
  expect(fifth.secondsLeft).toBeCloseTo((3.5 / 3) * 5);
});
