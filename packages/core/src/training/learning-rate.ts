import type { ScheduleConfig } from '../model/index.js';

interface LearningRateOptions {
  readonly schedule: ScheduleConfig;
  /** The highest rate. */
  readonly peak: number;
  /** From 0. */
  readonly step: number;
  readonly steps: number;
}

/**
 * Share of a cosine schedule in which the rate rises to its peak: Adam's first estimates are poor.
 */
const warmUpShare = 0.05;

/** The learning rate of a step. */
export function learningRate({ schedule, peak, step, steps }: LearningRateOptions): number {
  switch (schedule.kind) {
    case 'constant':
      return peak;
    case 'cosine': {
      const warmUp = Math.floor(warmUpShare * steps);
      if (step < warmUp) {
        return (peak * (step + 1)) / (warmUp + 1);
      }
      const progress = (step - warmUp) / (steps - warmUp);
      return (peak * (1 + Math.cos(Math.PI * progress))) / 2;
    }
  }
}
