import { type Candidate, lossTitle, miningTitle } from './candidate.js';
import type { SearchRow } from './report.js';
import type { FinalPlan, SearchPlan } from './search-plan.js';
import { spreadOf } from './statistics.js';
import type { Standing } from './successive-halving.js';

export interface SearchOutcome {
  readonly plan: SearchPlan;
  readonly standings: readonly Standing<Candidate>[];
  /** Why a candidate was given up, by its title. */
  readonly failures: ReadonlyMap<string, string>;
  /** As it was when the search was over. */
  readonly final: FinalPlan;
  readonly epochsMax: number;
  /** Repetitions that were asked for. */
  readonly seedsWanted: number;
}

export function searchRows({ plan, standings }: SearchOutcome): readonly SearchRow[] {
  return standings.map(({ candidate, rung, scores }) => ({
    loss: lossTitle(candidate.loss),
    mining: miningTitle(candidate),
    dimension: candidate.dimension,
    rung: rung + 1,
    epochs: plan.rungs[rung]?.epochs ?? 0,
    validation: scores.length === 0 ? null : spreadOf(scores),
  }));
}

/** What the time did not allow the search, in sentences. */
export function whatWasNotDone(outcome: SearchOutcome): readonly string[] {
  const { plan, final, standings, failures, epochsMax, seedsWanted } = outcome;
  const untried = standings.filter(({ rung }) => rung < 0).length;
  const rungs = plan.rungs.length;
  const reached = 1 + Math.max(...standings.map(({ rung }) => rung));
  return [
    ...(untried > 0
      ? [
          `${untried} of ${standings.length} combinations were not tried: their time went to the final runs.`,
        ]
      : []),
    ...(reached < rungs
      ? [
          `The search ended in round ${reached + 1} of ${rungs}; its ranking is that of round ${Math.max(1, reached)}.`,
        ]
      : []),
    ...(final.epochs < epochsMax
      ? [
          `The trainings had ${final.epochs} epochs, where the preset has ${epochsMax}: more time may find better.`,
        ]
      : []),
    ...(final.seeds < seedsWanted
      ? [`The final runs had ${final.seeds} seeds instead of ${seedsWanted}.`]
      : []),
    ...[...failures].map(([title, reason]) => `${title} was given up: ${reason}`),
  ];
}
