import { lossTitle, miningTitle } from './candidate.js';
import { epochsText } from './figure-text.js';
import type { SearchRow } from './report.js';
import type { FinalPlan, SearchPlan } from './search-plan.js';
import type { RatedRecipe } from './search-recipes.js';

export interface SearchOutcome {
  readonly plan: SearchPlan;
  /** Best first. */
  readonly rated: readonly RatedRecipe[];
  /** Why something was given up, by its title. */
  readonly failures: ReadonlyMap<string, string>;
  /** As it was when the search was over. */
  readonly final: FinalPlan;
  readonly epochsMax: number;
  /** Repetitions that were asked for. */
  readonly seedsWanted: number;
}

export function searchRows({ plan, rated }: SearchOutcome): readonly SearchRow[] {
  return rated.map(({ recipe, rung, lengths }) => ({
    loss: lossTitle(recipe.loss),
    mining: miningTitle(recipe),
    rung: lengths.length === 0 ? 0 : rung + 1,
    epochs: plan.rungs[rung]?.epochs ?? 0,
    lengths,
  }));
}

/** What the time did not allow the search, in sentences. */
export function whatWasNotDone(outcome: SearchOutcome): readonly string[] {
  const { plan, final, rated, failures, epochsMax, seedsWanted } = outcome;
  const untried = rated.filter(({ rung }) => rung < 0).length;
  const rungs = plan.rungs.length;
  const reached = 1 + Math.max(...rated.map(({ rung }) => rung));
  return [
    ...(untried > 0
      ? [
          `${untried} of ${rated.length} pairs of loss and negatives were not tried: their time went to the final runs.`,
        ]
      : []),
    ...(reached < rungs
      ? [
          `The search ended in round ${reached + 1} of ${rungs}; its ranking is that of round ${Math.max(1, reached)}.`,
        ]
      : []),
    ...(final.epochs < epochsMax
      ? [
          `The trainings had ${epochsText(final.epochs)}, where the preset has ${epochsMax}: more time may find better.`,
        ]
      : []),
    ...(final.seeds < seedsWanted
      ? [`The final runs had ${final.seeds} seeds instead of ${seedsWanted}.`]
      : []),
    ...[...failures].map(([title, reason]) => `${title} was given up: ${reason}`),
  ];
}
