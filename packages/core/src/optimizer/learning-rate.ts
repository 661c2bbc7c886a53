import type { ScheduleConfig } from './schedule-config.js';

interface LearningRateOptions {
  readonly schedule: ScheduleConfig;
  /** The highest rate. */
  readonly peak: number;
  /** From 0. */
  readonly step: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

/** The learning rate of a step. */
export function learningRate(options: LearningRateOptions): number {
  const { schedule, peak, step, steps, stepsPerEpoch } = options;
  const warmUp = Math.floor(schedule.warmUpShare * steps);
  if (step < warmUp) {
    return (peak * (step + 1)) / (warmUp + 1);
  }
  switch (schedule.kind) {
    case 'constant':
      return peak;
    case 'cosine':
      return (peak * (1 + Math.cos((Math.PI * (step - warmUp)) / (steps - warmUp)))) / 2;
    case 'step': {
      const epochs = Math.floor(step / stepsPerEpoch);
      return peak * schedule.factor ** Math.floor(epochs / schedule.everyEpochs);
    }
  }
}
