import { type ErrorCode, isUmbraError } from '@umbra/core/errors';
import type { TrainingConfig } from '@umbra/core/training';
import { candidateTitle, type Recipe, recipeTitle } from './candidate.js';
import type { PocEvent } from './poc-event.js';
import type { SplitData } from './split-data.js';
import type { TimeBudget } from './time-budget.js';
import { type TrialResult, type TrialSettings, trial, trialConfig } from './trial.js';

/** What ends a training of its own accord: the recipe's fault, not the search's. */
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
  /** Of trainings with all lengths at once, and with one. */
  readonly nested: Spent;
  readonly single: Spent;
  /** Why something was given up, by its title. */
  readonly failures: Map<string, string>;
}

/** Over all trainings of a kind. */
export interface Spent {
  epochs: number;
  seconds: number;
}

export function newTally(): Tally {
  const spent = (): Spent => ({ epochs: 0, seconds: 0 });
  return { trainings: 0, nested: spent(), single: spent(), failures: new Map() };
}

export interface TrialRun extends TrialSettings {
  readonly recipe: Recipe;
  readonly stage: 'timing' | 'search' | 'figures';
  /** Seconds of the budget that must be left when it ends. */
  readonly reserve: number;
}

/** How events and failures call a run. */
export function runTitle({ recipe, lengths }: Pick<TrialRun, 'recipe' | 'lengths'>): string {
  const [dimension = 0, ...others] = lengths;
  return others.length > 0 ? recipeTitle(recipe) : candidateTitle({ ...recipe, dimension });
}

/**
 * Trains once; null when the time ended first or the training failed, which is remembered.
 * @throws the signal's reason when the user cancels
 */
export async function* runTrial(
  context: SearchContext,
  run: TrialRun,
): AsyncGenerator<PocEvent, TrialResult | null> {
  const { recipe, stage, epochs, seed, reserve } = run;
  const { data, base, budget, signal, tally } = context;
  const title = runTitle(run);
  const limited = budget.until(reserve, signal);
  if (tally.failures.has(title) || limited.aborted) {
    return null;
  }
  try {
    const training = trial({
      examples: data.known,
      config: trialConfig(base, recipe, run),
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
    // The first trainings compile and fill caches: their pace is not that of the others.
    if (stage !== 'timing') {
      const spent = run.lengths.length > 1 ? tally.nested : tally.single;
      spent.epochs += step.value.curve.length;
      spent.seconds += step.value.seconds;
    }
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
