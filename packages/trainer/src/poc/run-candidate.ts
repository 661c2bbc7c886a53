import { type ErrorCode, isUmbraError } from '@umbra/core/errors';
import type { TrainingConfig } from '@umbra/core/training';
import { type Candidate, candidateTitle } from './candidate.js';
import type { PocEvent } from './poc-event.js';
import type { SplitData } from './split-data.js';
import type { TimeBudget } from './time-budget.js';
import { type TrialResult, trial, trialConfig } from './trial.js';

/** What ends a training of its own accord: the candidate's fault, not the search's. */
const failureCodes: ReadonlySet<ErrorCode> = new Set([
  'training_failed',
  'training_collapsed',
  'loss_dead',
]);

/** What all trainings of a search share. */
export interface SearchContext {
  readonly data: SplitData;
  readonly base: TrainingConfig;
  readonly budget: TimeBudget;
  readonly signal: AbortSignal;
  readonly tally: Tally;
}

/** What a search remembers of its trainings beside their results. */
export interface Tally {
  trainings: number;
  /** Over all trainings. */
  epochs: number;
  seconds: number;
  /** Why a candidate was given up, by its title. */
  readonly failures: Map<string, string>;
}

export interface CandidateRun {
  readonly candidate: Candidate;
  readonly stage: 'timing' | 'search' | 'figures';
  readonly epochs: number;
  readonly seed: number;
  /** Seconds of the budget that must be left when it ends. */
  readonly reserve: number;
}

/**
 * Trains one candidate; null when the time ended first or the training failed, which is remembered.
 * @throws the signal's reason when the user cancels
 */
export async function* runCandidate(
  context: SearchContext,
  { candidate, stage, epochs, seed, reserve }: CandidateRun,
): AsyncGenerator<PocEvent, TrialResult | null> {
  const { data, base, budget, signal, tally } = context;
  const title = candidateTitle(candidate);
  const limited = budget.until(reserve, signal);
  if (tally.failures.has(title) || limited.aborted) {
    return null;
  }
  try {
    const training = trial({
      examples: data.known,
      config: trialConfig(base, candidate, { epochs, seed }),
      signal: limited,
    });
    let step = await training.next();
    while (!step.done) {
      yield {
        kind: 'training',
        stage,
        candidate: title,
        seed,
        epoch: step.value,
        epochs,
        secondsUsed: budget.used(),
        secondsOfBudget: budget.seconds,
      };
      step = await training.next();
    }
    tally.trainings++;
    tally.epochs += step.value.curve.length;
    tally.seconds += step.value.seconds;
    return step.value;
  } catch (error) {
    signal.throwIfAborted();
    if (isUmbraError(error) && failureCodes.has(error.code)) {
      tally.failures.set(title, error.message);
    } else if (!limited.aborted) {
      throw error;
    }
    return null;
  }
}
