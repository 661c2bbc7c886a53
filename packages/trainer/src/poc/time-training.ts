/**
 * How long an epoch and an embedding take on these pictures and this machine: a plan needs both.
 */
import { UmbraError } from '@umbra/core/errors';
import { embedRows } from '@umbra/core/model';
import { pickExamples, type TrainedModel } from '@umbra/core/training';
import type { Recipe } from './candidate.js';
import type { PocEvent } from './poc-event.js';
import { runTrial, type SearchContext, type TrialRun } from './run-trial.js';
import { rowsOf } from './test-answers.js';

export interface Pace {
  /** Of a training with all lengths at once. */
  readonly secondsPerNestedEpoch: number;
  /** Of a training with one. */
  readonly secondsPerEpoch: number;
  readonly secondsPerEmbedding: number;
}

interface TimeTrainingOptions {
  /** Any: they differ little. */
  readonly recipe: Recipe;
  readonly lengths: readonly number[];
  readonly reserve: number;
}

/** The first epoch compiles and fills caches; the second is like all that follow. */
const epochs = 2;

/** Pictures whose embedding is timed; the rest takes as long. */
const timedPictures = 128;

/** @throws UmbraError `config_invalid` when the budget is too short even for this. */
export async function* timeTraining(
  context: SearchContext,
  { recipe, lengths, reserve }: TimeTrainingOptions,
): AsyncGenerator<PocEvent, Pace> {
  const call = { recipe, stage: 'timing', epochs, seed: context.base.seed, reserve } as const;
  const nested = yield* timeRun(context, { ...call, lengths });
  nested.model.dispose();
  const single = yield* timeRun(context, { ...call, lengths: lengths.slice(-1) });
  try {
    return {
      secondsPerNestedEpoch: nested.secondsPerEpoch,
      secondsPerEpoch: single.secondsPerEpoch,
      secondsPerEmbedding: await timeEmbedding(context, single.model),
    };
  } finally {
    single.model.dispose();
  }
}

interface TimedRun {
  /** The caller disposes it. */
  readonly model: TrainedModel;
  readonly secondsPerEpoch: number;
}

/** The last of the epochs counts. */
async function* timeRun(context: SearchContext, run: TrialRun): AsyncGenerator<PocEvent, TimedRun> {
  let epochEndedAt = performance.now();
  let secondsPerEpoch = 0;
  const training = runTrial(context, run);
  let step = await training.next();
  while (!step.done) {
    const now = performance.now();
    secondsPerEpoch = (now - epochEndedAt) / 1000;
    epochEndedAt = now;
    yield step.value;
    step = await training.next();
  }
  if (step.value === null) {
    throw noTraining(context);
  }
  return { model: step.value.model, secondsPerEpoch };
}

async function timeEmbedding(
  { data, signal }: SearchContext,
  { network }: TrainedModel,
): Promise<number> {
  const pictures = data.known.labels.length + data.test.labels.length;
  const sample = Math.min(timedPictures, data.known.labels.length);
  const picked = pickExamples(
    data.known,
    Int32Array.from({ length: sample }, (_, row) => row),
  );
  const startedAt = performance.now();
  await embedRows({ network, ...rowsOf(picked), signal });
  return ((performance.now() - startedAt) / 1000) * (pictures / sample);
}

function noTraining({ budget, tally }: SearchContext): UmbraError {
  const [failure] = tally.failures.values();
  return failure === undefined
    ? new UmbraError(
        'config_invalid',
        `The time budget of ${budget.seconds} s is too short: reading the pictures and one short ` +
          'training already took it. Give it more time, or fewer pictures.',
      )
    : new UmbraError('training_failed', failure);
}
