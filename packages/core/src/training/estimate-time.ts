/** How long a training will take, told from a few of its own steps on the machine at hand. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { VaryPictures } from '../augmentation/index.js';
import { rankQueries } from '../evaluation/index.js';
import { embedRows, type TrainingConfig } from '../model/index.js';
import { createRandom } from '../random/index.js';
import { createDomains, type OldExamples } from './domains.js';
import { pickExamples, type TrainingExamples } from './training-examples.js';
import { createRun, disposeRun, type StartNetwork, type TrainingRun } from './training-run.js';
import { trainingStep } from './training-step.js';
import { pathShares } from './weight-path.js';

/** The first steps compile and warm up. */
const warmUpSteps = 2;
/** At least so many steps, and at least so long, are timed. */
const timedStepsMin = 3;
const timedMsMin = 400;
const timedStepsMax = 40;
/** Pictures that are embedded to time a validation. */
const embeddedMax = 128;

export interface TimeEstimate {
  /** Of the whole training, its validations included; early stopping makes it shorter. */
  readonly seconds: number;
  readonly secondsPerStep: number;
  readonly secondsPerValidation: number;
  readonly steps: number;
  /** One an epoch, and those of a start before and after. */
  readonly validations: number;
  readonly epochs: number;
}

export interface EstimateTimeOptions {
  readonly examples: TrainingExamples;
  readonly config: TrainingConfig;
  /** As in the training itself. */
  readonly vary?: VaryPictures | undefined;
  /** A network that is trained on; it stays as it is. */
  readonly start?: StartNetwork | undefined;
  /** With a start: of the domain that it comes from. */
  readonly old?: OldExamples | undefined;
  /** Milliseconds from any start. */
  readonly clock: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** Trains a few steps of a run that is thrown away. The backend must be selected before. */
export async function estimateTime(options: EstimateTimeOptions): Promise<TimeEstimate> {
  const { config, start, vary, clock, signal } = options;
  const domains = start === undefined ? null : createDomains(options);
  const { examples } = domains ?? options;
  const run = createRun({ examples, config, start, split: domains?.split, vary });
  const weights = run.network.layers.getWeights().map((weight) => weight.clone());
  try {
    const secondsPerStep = (await timeSteps(run, { clock, signal })) / 1000;
    const secondsPerValidation = (await timeValidation(run, { clock, signal })) / 1000;
    const { steps } = run;
    const { epochs } = config;
    const measured = domains === null ? 0 : pathShares.length * (domains.old === null ? 1 : 2);
    const validations = epochs + measured;
    const seconds = steps * secondsPerStep + validations * secondsPerValidation;
    return { seconds, secondsPerStep, secondsPerValidation, steps, validations, epochs };
  } finally {
    disposeRun(run);
    run.network.layers.setWeights(weights);
    tf.dispose(weights);
    if (start === undefined) {
      run.network.layers.dispose();
    }
  }
}

type Timing = Pick<EstimateTimeOptions, 'clock' | 'signal'>;

/** Milliseconds of a step: the median, which a pause of the machine does not move. */
async function timeSteps(run: TrainingRun, { clock, signal }: Timing): Promise<number> {
  const times: number[] = [];
  let spent = 0;
  for (let step = 0; step < warmUpSteps + timedStepsMax; step++) {
    await nextTurn();
    signal?.throwIfAborted();
    const before = clock();
    await trainingStep(run, step);
    const time = clock() - before;
    if (step >= warmUpSteps) {
      times.push(time);
      spent += time;
    }
    if (times.length >= timedStepsMin && spent >= timedMsMin) {
      break;
    }
  }
  return median(times);
}

/** Milliseconds of a validation, from some of its pictures and from rankings of its size. */
async function timeValidation(run: TrainingRun, { clock, signal }: Timing): Promise<number> {
  const { examples, network, validation } = run;
  const count = Math.min(embeddedMax, examples.labels.length);
  const some = pickExamples(
    examples,
    Int32Array.from({ length: count }, (_, at) => at),
  );
  const rows = some.kind === 'features' ? some.features : some.pixels;
  const embed = () => embedRows({ network: network.layers, rows, count, signal });
  await embed();
  const embedStart = clock();
  const { shadows } = await embed();
  const embedMs = clock() - embedStart;

  const dimension = shadows.length / count;
  const { known, asked } = validation.sizes;
  const gallery = drawnVectors(known, dimension);
  const queries = drawnVectors(asked, dimension);
  const rankStart = clock();
  await rankQueries({ gallery, queries, dimension }, { signal });
  return (embedMs * validation.images) / count + (clock() - rankStart);
}

function drawnVectors(count: number, dimension: number) {
  const random = createRandom(count);
  return {
    vectors: Float32Array.from({ length: count * dimension }, () => random.between(-1, 1)),
    labels: Int32Array.from({ length: count }, (_, at) => at % 10),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? 0;
}
