/**
 * What a training will take, told before it starts, so that one that would not fit ends with
 * numbers instead of dying in the middle of the night.
 */
import { UmbraError } from '@umbra/core/errors';
import {
  type DatasetFacts,
  type EstimateTimeOptions,
  type ExampleFacts,
  estimateMemory,
  estimateTime,
  type TrainingConfig,
  type TrainingExamples,
  totalBytes,
} from '@umbra/core/training';
import { duration } from '../presentation/duration.js';
import { memory } from '../presentation/memory.js';

/** Null: as much as it takes. */
export interface Budgets {
  readonly seconds: number | null;
  readonly bytes: number | null;
}

export interface Estimate {
  /** Of the whole process. */
  readonly bytes: number;
  /** Of the whole training. */
  readonly seconds: number;
}

/** As the training itself will have it. */
type Training = Pick<EstimateTimeOptions, 'vary' | 'signal'>;

export interface Preflight {
  /**
   * Pictures fill memory before they are trained on.
   * @throws UmbraError `budget_exceeded` with the numbers.
   */
  beforeReading(facts: DatasetFacts): Promise<void>;
  /** @throws UmbraError `budget_exceeded` with the numbers. */
  beforeTraining(examples: TrainingExamples, how: Training): Promise<Estimate>;
}

export function preflight(config: TrainingConfig, budgets: Budgets): Preflight {
  const check = (facts: ExampleFacts, read = 0) =>
    checkMemory(config, {
      facts,
      before: process.memoryUsage.rss() - read,
      budget: budgets.bytes,
    });
  let bytes: number | undefined;
  return {
    beforeReading: async ({ images }) => {
      const { width, height, channels } = config.input;
      if (config.encoder.kind === 'convolutional') {
        bytes = await check({ kind: 'pixels', count: images, width: width * height * channels });
      }
    },
    beforeTraining: async (examples, how) => {
      if (examples.kind === 'features') {
        const { width, labels, features } = examples;
        const facts: ExampleFacts = { kind: 'features', count: labels.length, width };
        bytes = await check(facts, features.byteLength);
      }
      const seconds = await checkTime(config, { examples, budget: budgets.seconds, ...how });
      return { bytes: bytes ?? 0, seconds };
    },
  };
}

export interface MemoryCheck {
  readonly facts: ExampleFacts;
  /** Bytes of the process beside the examples. */
  readonly before: number;
  readonly budget: number | null;
}

/**
 * Bytes of the whole process. The backend must be selected before.
 * @throws UmbraError `budget_exceeded` with the numbers.
 */
export async function checkMemory(
  config: TrainingConfig,
  { facts, before, budget }: MemoryCheck,
): Promise<number> {
  const estimate = await estimateMemory(config, facts);
  const bytes = before + totalBytes(estimate);
  if (budget !== null && bytes > budget) {
    const { examples, parameters, activations, loss, engine } = estimate;
    throw new UmbraError(
      'budget_exceeded',
      `The training needs about ${memory(bytes)} and may take ${memory(budget)}: ` +
        `${memory(before + engine)} the process, ${memory(examples)} the pictures, ` +
        `${memory(parameters)} the weights and the optimizer, ` +
        `${memory(activations)} the activations, ${memory(loss)} the loss. ` +
        'Train with a smaller sliceSize, smaller pictures or a smaller net.',
    );
  }
  return bytes;
}

interface TimeCheck extends Training {
  readonly examples: TrainingExamples;
  readonly budget: number | null;
}

async function checkTime(
  config: TrainingConfig,
  { examples, budget, ...how }: TimeCheck,
): Promise<number> {
  const clock = (): number => performance.now();
  const estimate = await estimateTime({ examples, config, clock, ...how });
  const { seconds, secondsPerStep, steps, secondsPerValidation, epochs } = estimate;
  if (budget !== null && seconds > budget) {
    const fitting = Math.floor((budget / seconds) * epochs);
    const advice =
      fitting > 0
        ? `Train ${fitting} ${fitting === 1 ? 'epoch' : 'epochs or fewer'}`
        : 'Train with fewer stepsPerEpoch';
    throw new UmbraError(
      'budget_exceeded',
      `The training needs about ${duration(seconds)} and may take ${duration(budget)}: ` +
        `${steps} steps of ${milliseconds(secondsPerStep)} and ` +
        `${epochs} validations of ${milliseconds(secondsPerValidation)}. ` +
        `${advice}, or with smaller pictures or a smaller net.`,
    );
  }
  return seconds;
}

function milliseconds(seconds: number): string {
  return `${Math.max(1, Math.round(seconds * 1000))} ms`;
}
