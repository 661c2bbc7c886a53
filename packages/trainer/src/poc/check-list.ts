/** What must be true before anyone relies on the recommendation, each checked in this very run. */
import { miningTitle, recipeTitle } from './candidate.js';
import type { FinalSetting } from './final-runs.js';
import { type InferenceCheck, inferenceTolerance } from './inference-check.js';
import type { Check, DimensionRow, SearchRow } from './report.js';

interface CheckListOptions {
  readonly recommended: FinalSetting;
  readonly rows: readonly DimensionRow[];
  readonly search: readonly SearchRow[];
  /** Null when there was no time. */
  readonly inference: InferenceCheck | null;
}

export function checkList(options: CheckListOptions): readonly Check[] {
  return [dimensionCheck(options), negativesCheck(options), inferenceCheck(options)];
}

function dimensionCheck({ recommended, rows }: CheckListOptions): Check {
  const { dimension } = recommended.candidate;
  const name = 'The dimension was compared, not guessed';
  const others = rows.filter((row) => !row.recommended).map((row) => row.dimension);
  return others.length === 0
    ? { name, result: 'not checked', detail: `Only ${dimension} numbers were trained in full.` }
    : {
        name,
        result: 'passed',
        detail:
          `${dimension} numbers against ${others.join(', ')}, ` +
          `each trained ${recommended.runs.length} times.`,
      };
}

function negativesCheck({ recommended, search }: CheckListOptions): Check {
  const name = 'The negatives were compared, not guessed';
  const chosen = recipeTitle(recommended.candidate);
  const ways = new Set(
    search.filter(({ lengths }) => lengths.length > 0).map(({ mining }) => mining),
  );
  ways.delete(miningTitle(recommended.candidate));
  return ways.size === 0
    ? { name, result: 'not checked', detail: `${chosen}: no other way was tried.` }
    : { name, result: 'passed', detail: `${chosen}, against ${[...ways].sort().join(', ')}.` };
}

function inferenceCheck({ inference }: CheckListOptions): Check {
  const name = 'The inference path is unchanged';
  if (inference === null) {
    return { name, result: 'not checked', detail: 'The time ended before.' };
  }
  const { pictures, difference } = inference;
  const detail =
    `Saved, loaded as a server loads it, and asked for ${pictures} test pictures: ` +
    `no number of their vectors differs by more than ${difference.toExponential(1)} ` +
    `(allowed: ${inferenceTolerance}).`;
  return { name, result: difference <= inferenceTolerance ? 'passed' : 'failed', detail };
}
