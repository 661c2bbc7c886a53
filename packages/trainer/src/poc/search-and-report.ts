/** A search on decoded pictures, or on the features of a backbone, from the split to the report. */
import type { BackendInfo } from '@umbra/core/backend';
import { invariant } from '@umbra/core/errors';
import type { TrainingConfig } from '@umbra/core/training';
import type { LoadedExamples } from '../features/load-examples.js';
import { baselinesOf } from './baseline.js';
import { buildReport } from './build-report.js';
import type { Candidate } from './candidate.js';
import { FinalRuns } from './final-runs.js';
import { finalStage } from './final-stage.js';
import { measure } from './measurements.js';
import type { PocEvent } from './poc-event.js';
import { projectionDimensions, recipeGrid } from './recipe-grid.js';
import { newTally, type SearchContext } from './run-trial.js';
import type { SearchOutcome } from './search-outcome.js';
import { planFinal, planSearch } from './search-plan.js';
import { asCandidate, paced, searchRecipes } from './search-recipes.js';
import { splitData, type TestProtocol } from './split-data.js';
import type { TimeBudget } from './time-budget.js';
import { timeTraining } from './time-training.js';

export interface SearchInput {
  /** What the report calls the data. */
  readonly name: string;
  readonly loaded: LoadedExamples;
  /** What all trainings have in common; its epochs are the most that one gets. */
  readonly base: TrainingConfig;
  readonly backend: BackendInfo;
  /** The folder of backbones. */
  readonly backbones: string;
  readonly budget: TimeBudget;
  /** The memory budget. */
  readonly memoryBytes: number | null;
  /** Pictures that could be used, of which those that are loaded were drawn. */
  readonly available: number;
  readonly protocol: TestProtocol;
  /** Repetitions of the runs that the figures come from, 2 to 10. */
  readonly seeds: number;
  readonly signal: AbortSignal;
}

/** @throws UmbraError, see `pocRun` */
export async function* searchAndReport(input: SearchInput): AsyncGenerator<PocEvent> {
  const { loaded, budget, protocol, signal, backend, backbones } = input;
  const base = validatedLike(input.base, protocol);
  const data = splitData(loaded.examples, { protocol, seed: base.seed });
  const context: SearchContext = { data, base, budget, signal, tally: newTally() };
  const reserve = reserveOf(budget.seconds);
  const searched = yield* search(context, { seedsWanted: input.seeds, reserve });
  const { ranking, seeds, dimensions, outcome } = searched;
  const { epochs } = outcome.final;
  const runs = new FinalRuns(context, { epochs, seeds, reserve });
  try {
    const stage = yield* finalStage({ ranking, dimensions, runs });
    // Before the measurements, which take what time is left.
    const baselines = await baselinesOf(data, signal);
    const createdAt = new Date().toISOString();
    const measured = yield* measure(context, {
      stage,
      loaded,
      backend,
      backbones,
      createdAt,
      reserve,
    });
    const report = buildReport(context, {
      name: input.name,
      pictures: loaded.paths.length,
      available: input.available,
      skipped: loaded.skipped.length,
      backend,
      createdAt,
      memoryBytes: input.memoryBytes,
      outcome,
      stage,
      seeds,
      measured,
      baselines,
    });
    yield { kind: 'finished', report };
  } finally {
    runs.dispose();
  }
}

/** A choice for unseen classes is made on unseen classes. */
function validatedLike(base: TrainingConfig, protocol: TestProtocol): TrainingConfig {
  return protocol === 'unseen classes' ? { ...base, validationSplit: 'class-disjoint' } : base;
}

/** Seconds for what comes after the last training: measurements, the map and the page. */
function reserveOf(seconds: number): number {
  return Math.min(40, Math.max(2, 0.08 * seconds));
}

interface Searched {
  /** Best first. */
  readonly ranking: readonly Candidate[];
  readonly dimensions: readonly number[];
  readonly seeds: readonly number[];
  readonly outcome: SearchOutcome;
}

async function* search(
  context: SearchContext,
  { seedsWanted, reserve }: { readonly seedsWanted: number; readonly reserve: number },
): AsyncGenerator<PocEvent, Searched> {
  const { base, budget, tally } = context;
  const recipes = recipeGrid(base.seed);
  const [first] = recipes;
  invariant(first !== undefined, 'there are recipes');
  const lengths = projectionDimensions(base.encoder.embeddingDimension);
  const extent = {
    ...(yield* timeTraining(context, { recipe: first, lengths, reserve })),
    recipes: recipes.length,
    lengths: lengths.length,
    seeds: seedsWanted,
    epochsMax: base.epochs,
  };
  const seconds = budget.left() - reserve;
  const plan = planSearch(extent, seconds);
  yield { kind: 'planned', plan };
  const seeds = seedsFrom(base.seed, seedsWanted);
  const rated = yield* searchRecipes(context, { recipes, lengths, plan, extent, seeds, seconds });
  const final = planFinal(paced(extent, tally), budget.left() - reserve);
  const middle = lengths[lengths.length >> 1] as number;
  const ranking = rated.map((one) => asCandidate(one, middle));
  const { failures } = tally;
  const outcome = { plan, final, rated, failures, epochsMax: base.epochs, seedsWanted };
  return { ranking, dimensions: lengths, seeds: seeds.slice(0, final.seeds), outcome };
}

function seedsFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, repetition) => (first + repetition) % 2 ** 32);
}
