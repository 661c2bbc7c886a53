import { type Candidate, type Recipe, recipeTitle } from './candidate.js';
import type { PocEvent } from './poc-event.js';
import { runTrial, type SearchContext, type Tally } from './run-trial.js';
import { rungEnds, type SearchExtent, type SearchPlan } from './search-plan.js';
import { type Spread, spreadOf } from './statistics.js';
import { successiveHalving, type Trial } from './successive-halving.js';
import type { TrialResult } from './trial.js';

export interface RecipeSearch {
  readonly recipes: readonly Recipe[];
  /** The vector lengths that every training tries at once, ascending. */
  readonly lengths: readonly number[];
  readonly plan: SearchPlan;
  readonly extent: SearchExtent;
  readonly seeds: readonly number[];
  /** For this and the final runs. */
  readonly seconds: number;
}

/** How far a recipe came, and what it reached there. */
export interface RatedRecipe {
  readonly recipe: Recipe;
  /** The highest rung that it has finished, from 0; -1 when it was not tried. */
  readonly rung: number;
  /** Validation MAP@R of every length, ascending; empty when it was not tried. */
  readonly lengths: readonly RatedLength[];
}

interface RatedLength {
  readonly dimension: number;
  readonly validation: Spread;
}

/**
 * The recipes, best first, by the best of their lengths. A training tries all lengths at once
 * (nested prefixes), so a search over the length costs no run of its own. MAP@R of the pictures
 * that the trainings hold back decides, as it decides which epoch a training keeps: it still tells
 * recipes apart where Recall@1 is full.
 */
export async function* searchRecipes(
  context: SearchContext,
  { recipes, lengths, plan, extent, seeds, seconds }: RecipeSearch,
): AsyncGenerator<PocEvent, RatedRecipe[]> {
  const { budget, tally } = context;
  const startedAt = budget.used();
  const rated: (Pick<Trial<Recipe>, 'candidate' | 'rung'> & { maps: readonly number[] })[] = [];
  async function* run(trial: Trial<Recipe>): AsyncGenerator<PocEvent, number | null> {
    const { candidate: recipe, rung, seed } = trial;
    const epochs = plan.rungs[rung]?.epochs ?? plan.final.epochs;
    const ends = rungEnds(paced(extent, tally), plan, seconds);
    const reserve = budget.seconds - startedAt - (ends[rung] ?? seconds);
    const call = { recipe, lengths, stage: 'search', epochs, seed, reserve } as const;
    const result = yield* runTrial(context, call);
    const title = recipeTitle(recipe);
    if (result === null) {
      return tally.failures.has(title) ? 0 : null;
    }
    const maps = mapsOf(result);
    result.model.dispose();
    const best = Math.max(...maps);
    yield { kind: 'trained', stage: 'search', candidate: title, seed, validationMapAtR: best };
    rated.push({ candidate: recipe, rung, maps });
    return best;
  }
  const familyOf = rivalFamily;
  const standings = yield* successiveHalving({
    ...{ candidates: recipes, rungs: plan.rungs, seeds, familyOf, run },
  });
  return standings.map(({ candidate: recipe, rung }) => {
    const trials = rated.filter((trial) => trial.candidate === recipe && trial.rung === rung);
    return {
      recipe,
      rung,
      lengths: lengths.flatMap((dimension, at) =>
        trials.length === 0
          ? []
          : [{ dimension, validation: spreadOf(trials.map(({ maps }) => maps[at] ?? 0)) }],
      ),
    };
  });
}

/** MAP@R of every length. */
function mapsOf({ model }: TrialResult): readonly number[] {
  return model.prefixes?.map(({ mapAtR }) => mapAtR) ?? [model.metrics.mapAtR];
}

/** Shorter vectors are taken for as good: short trainings cannot tell finer. */
const tolerance = 0.02;

/** The recipe with the shortest of its lengths that is about as good as its best. */
export function asCandidate(
  { recipe, lengths }: RatedRecipe,
  untried: number /* the length of a recipe that was not tried */,
): Candidate {
  const best = Math.max(...lengths.map(({ validation }) => validation.mean));
  const dimension =
    lengths.find(({ validation }) => validation.mean >= (1 - tolerance) * best)?.dimension ??
    untried;
  return { ...recipe, dimension };
}

/** The extent with the pace of the trainings so far, which is known better with each of them. */
export function paced(extent: SearchExtent, { nested, single }: Tally): SearchExtent {
  const pace = (spent: Tally['nested'], before: number): number =>
    spent.epochs === 0 ? before : spent.seconds / spent.epochs;
  return {
    ...extent,
    secondsPerNestedEpoch: pace(nested, extent.secondsPerNestedEpoch),
    secondsPerEpoch: pace(single, extent.secondsPerEpoch),
  };
}

/** The two losses that every report compares. */
export function rivalFamily({ loss }: Recipe): 'shadow' | 'triplet' | null {
  return loss.kind === 'shadow' || loss.kind === 'triplet' ? loss.kind : null;
}
