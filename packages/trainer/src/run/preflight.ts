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
  type OldExamples,
  type StartModel,
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

interface PreflightOptions extends Budgets {
  /** The model that is trained on. */
  readonly start?: StartModel | undefined;
}

export interface Estimate {
  /** Of the whole process. */
  readonly bytes: number;
  /** Of the whole training. */
  readonly seconds: number;
}

/** As the training itself will have it. */
type Training = Pick<EstimateTimeOptions, 'vary' | 'signal'>;
/** What a training is about to take. */
export interface PreparedExamples {
  readonly examples: TrainingExamples;
  readonly old?: OldExamples | undefined;
}

export interface Preflight {
  /**
   * Pictures fill memory before they are trained on.
   * @throws UmbraError `budget_exceeded` with the numbers.
   */
  beforeReading(facts: DatasetFacts): Promise<void>;
  /** @throws UmbraError `budget_exceeded` with the numbers. */
  beforeTraining(prepared: PreparedExamples, how: Training): Promise<Estimate>;
}

export function preflight(config: TrainingConfig, options: PreflightOptions): Preflight {
  const { start } = options;
  const check = (facts: ExampleFacts, read = 0) =>
    checkMemory(config, {
      facts,
      start,
      before: process.memoryUsage.rss() - read,
      budget: options.bytes,
    });
  let bytes: number | undefined;
  return {
    beforeReading: async ({ images: count }) => {
      const { width, height, channels } = config.input;
      const imageBytes = width * height * channels;
      const takesPixels = start ? start.backbone === undefined : true;
      if (start !== undefined && start.rowWidth !== null) {
        bytes = await check(
          { kind: 'features', count, width: start.rowWidth },
          -count * imageBytes,
        );
      } else if (takesPixels && (start || config.encoder.kind === 'convolutional')) {
        bytes = await check({ kind: 'pixels', count, width: imageBytes });
      }
    },
    beforeTraining: async ({ examples, old }, how) => {
      if (examples.kind === 'features' && bytes === undefined) {
        const { width, labels, features } = examples;
        const count = labels.length + (old?.examples.labels.length ?? 0);
        bytes = await check({ kind: 'features', count, width }, features.byteLength);
      }
      const budget = options.seconds;
      const seconds = await checkTime(config, { examples, old, start, budget, ...how });
      return { bytes: bytes ?? 0, seconds };
    },
  };
}

export interface MemoryCheck {
  readonly facts: ExampleFacts;
  readonly start?: StartModel | undefined;
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
  { facts, start, before, budget }: MemoryCheck,
): Promise<number> {
  const estimate = await estimateMemory(config, facts, start?.start);
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

interface TimeCheck extends Training, PreparedExamples {
  readonly start: StartModel | undefined;
  readonly budget: number | null;
}

async function checkTime(
  config: TrainingConfig,
  { start, budget, ...prepared }: TimeCheck,
): Promise<number> {
  const clock = (): number => performance.now();
  const estimate = await estimateTime({ ...prepared, config, start: start?.start, clock });
  const { seconds, secondsPerStep, steps, secondsPerValidation, validations, epochs } = estimate;
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
        `${validations} validations of ${milliseconds(secondsPerValidation)}. ` +
        `${advice}, or with smaller pictures or a smaller net.`,
    );
  }
  return seconds;
}

function milliseconds(seconds: number): string {
  return `${Math.max(1, Math.round(seconds * 1000))} ms`;
}
