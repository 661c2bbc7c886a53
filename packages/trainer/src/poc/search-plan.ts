/**
 * How a search spends its time. It is laid out before the search starts, from the pace of one short
 * training, and the final runs are laid out again when the search is over and the pace is known:
 * a plan decides how long trainings are, the clock decides how many recipes get one. Long
 * trainings of few recipes beat short ones of many: a ranking after one epoch is not the ranking
 * after ten.
 */
import { type Rung, reduction } from './successive-halving.js';

/** What a search could do with all the time in the world, and what an epoch of it costs. */
export interface SearchExtent {
  readonly recipes: number;
  /** Vector lengths whose figures are taken. */
  readonly lengths: number;
  /** Repetitions of the runs that the figures come from. */
  readonly seeds: number;
  readonly epochsMax: number;
  /** Of one epoch of a training with all lengths at once, and its validation. */
  readonly secondsPerNestedEpoch: number;
  /** The same with one length. */
  readonly secondsPerEpoch: number;
  /** Of embedding all pictures once, which every final run needs. */
  readonly secondsPerEmbedding: number;
}

export interface SearchPlan {
  readonly rungs: readonly Rung[];
  readonly final: FinalPlan;
}

/** The runs that the figures come from. */
export interface FinalPlan {
  readonly epochs: number;
  readonly seeds: number;
  readonly lengths: number;
}

/** A training shorter than this share of the longest tells little about it. */
const epochsShareMin = 0.5;

/** Two runs are the fewest that show a spread. */
const seedsMin = 2;

/** The chosen length and its neighbours. */
export const lengthsMin = 3;

/** Of the recipes, for whose first rung there must be time. */
const recipesShareMin = 0.5;

/**
 * Of the time, what the search gets however slow the first trainings were: the final runs, which
 * are planned anew after it, can be fewer or shorter, but without a search there is nothing to run.
 */
const searchShareMin = 0.25;

/** What the plan leaves free, because no two epochs take the same time. */
const slack = 0.05;

/** Recipes that are trained in full before one is chosen, the best of each loss among them. */
export const finalists = 3;

/** `seconds`: for trainings; the reading, the measurements and the writing are taken off. */
export function planSearch(extent: SearchExtent, seconds: number): SearchPlan {
  const recipes = Math.ceil(extent.recipes * recipesShareMin);
  const final = finalLayout(extent, seconds * (1 - slack), recipes);
  return { final, rungs: rungsOf(final) };
}

/**
 * When each rung ends, in seconds from the start of the search: what the final runs leave, in
 * proportion to what the rungs cost, and no more than all recipes need.
 */
export function rungEnds(
  extent: SearchExtent,
  { rungs, final }: SearchPlan,
  seconds: number,
): readonly number[] {
  const left = seconds * (1 - slack) - finalCost(extent, final);
  const available = Math.max(searchShareMin * seconds, left);
  const searchSeconds = Math.min(available, searchCost(extent, rungs, extent.recipes));
  const whole = searchCost(extent, rungs, 1);
  return rungs.map(
    (_, rung) => (searchSeconds * searchCost(extent, rungs.slice(0, rung + 1), 1)) / whole,
  );
}

/** The final runs once more, when the search is over. */
export function planFinal(extent: SearchExtent, seconds: number): FinalPlan {
  return finalLayout(extent, seconds * (1 - slack), 0);
}

/** The best that fits beside the search of so many candidates: lengths go first, then seeds. */
function finalLayout(extent: SearchExtent, available: number, recipes: number): FinalPlan {
  const layouts = downTo(extent.seeds, seedsMin).flatMap((seeds) =>
    downTo(extent.lengths, lengthsMin).map((lengths) => ({ seeds, lengths })),
  );
  const longest = (layout: Omit<FinalPlan, 'epochs'>): number => {
    for (let epochs = extent.epochsMax; epochs > 0; epochs--) {
      const final = { ...layout, epochs };
      const search = searchCost(extent, rungsOf(final), recipes);
      if (search + finalCost(extent, final) <= available) {
        return epochs;
      }
    }
    return 0;
  };
  const enough = Math.ceil(extent.epochsMax * epochsShareMin);
  const smallest = {
    seeds: Math.min(seedsMin, extent.seeds),
    lengths: Math.min(lengthsMin, extent.lengths),
  };
  const chosen = layouts.find((layout) => longest(layout) >= enough) ?? smallest;
  return { ...chosen, epochs: Math.max(1, longest(chosen)) };
}

function downTo(wanted: number, least: number): readonly number[] {
  return wanted > least ? [wanted, least] : [wanted];
}

/** One seed for the first rung, one more for the next; the final runs have all. */
function rungsOf({ epochs, seeds }: FinalPlan): readonly Rung[] {
  return [1 / reduction ** 2, 1 / reduction].map((share, rung) => ({
    epochs: Math.max(1, Math.round(epochs * share)),
    seeds: Math.min(rung + 1, seeds),
  }));
}

/** Seconds of the rungs, the first of which takes so many recipes. */
function searchCost(
  { secondsPerNestedEpoch }: SearchExtent,
  rungs: readonly Rung[],
  recipes: number,
): number {
  return rungs.reduce(
    (sum, { epochs, seeds }, rung) =>
      sum + (recipes / reduction ** rung) * epochs * seeds * secondsPerNestedEpoch,
    0,
  );
}

/** The finalists, one of which has a length already, the other lengths, and the rival loss. */
function finalCost(extent: SearchExtent, { lengths, seeds, epochs }: FinalPlan): number {
  const settings = finalists + lengths;
  return settings * seeds * (epochs * extent.secondsPerEpoch + extent.secondsPerEmbedding);
}
