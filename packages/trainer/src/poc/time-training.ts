/**
 * How long an epoch and an embedding take on these pictures and this machine: a plan needs both.
 */
import { UmbraError } from '@umbra/core/errors';
import { embedRows } from '@umbra/core/model';
import { pickExamples } from '@umbra/core/training';
import type { Candidate } from './candidate.js';
import type { PocEvent } from './poc-event.js';
import { runCandidate, type SearchContext } from './run-candidate.js';
import { rowsOf } from './test-answers.js';

export interface Pace {
  readonly secondsPerEpoch: number;
  readonly secondsPerEmbedding: number;
}

interface TimeTrainingOptions {
  /** Any: they differ little. */
  readonly candidate: Candidate;
  readonly reserve: number;
}

/** The first epoch compiles and fills caches; the second is like all that follow. */
const epochs = 2;

/** Pictures whose embedding is timed; the rest takes as long. */
const timedPictures = 128;

/** @throws UmbraError `config_invalid` when the budget is too short even for this. */
export async function* timeTraining(
  context: SearchContext,
  { candidate, reserve }: TimeTrainingOptions,
): AsyncGenerator<PocEvent, Pace> {
  const { base, data } = context;
  const call = { candidate, stage: 'timing', epochs, seed: base.seed, reserve } as const;
  let epochEndedAt = performance.now();
  let secondsPerEpoch = 0;
  const training = runCandidate(context, call);
  let step = await training.next();
  while (!step.done) {
    const now = performance.now();
    secondsPerEpoch = (now - epochEndedAt) / 1000;
    epochEndedAt = now;
    yield step.value;
    step = await training.next();
  }
  const result = step.value;
  if (result === null) {
    throw noTraining(context);
  }
  const { model } = result;
  const pictures = data.known.labels.length + data.test.labels.length;
  const sample = Math.min(timedPictures, data.known.labels.length);
  const picked = pickExamples(
    data.known,
    Int32Array.from({ length: sample }, (_, row) => row),
  );
  const startedAt = performance.now();
  await embedRows({ network: model.network, ...rowsOf(picked), signal: context.signal });
  const secondsPerEmbedding = ((performance.now() - startedAt) / 1000) * (pictures / sample);
  model.dispose();
  return { secondsPerEpoch, secondsPerEmbedding };
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
