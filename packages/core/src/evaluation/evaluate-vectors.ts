/**
 * Everything that is measured of labelled vectors, in one pass over the similarities of all pairs.
 * Memory grows with queries + gallery; the event loop gets its turn after every block.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ClassEvaluation, type Confusion, classTable, confusionTable } from './class-table.js';
import { retrievalMetrics } from './evaluate-retrieval.js';
import { type RetrievalTask, type UnitTask, unitTask } from './labelled-vectors.js';
import { pairCounter } from './pair-histogram.js';
import { type QueryResults, queryRanking } from './query-results.js';
import type { RetrievalMetrics } from './retrieval-metrics.js';
import { measureSeparation, type SeparationMetrics } from './separation-metrics.js';
import { type SimilarityBlock, similarityBlocks } from './similarity-blocks.js';
import { type VerificationMetrics, verificationMetrics } from './verification-metrics.js';

export interface EvaluationOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told how many of the queries are done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface VectorEvaluation {
  readonly retrieval: RetrievalMetrics;
  /** Null where there are no two pictures of one class, or no two classes. */
  readonly verification: VerificationMetrics | null;
  readonly separation: SeparationMetrics | null;
  /** Worst first. */
  readonly classes: readonly ClassEvaluation[];
  /** Most frequent first. */
  readonly confusions: readonly Confusion[];
  /** The same query by query. */
  readonly results: QueryResults;
}

/**
 * @throws UmbraError `invalid_vector` for a vector that holds no number; the signal's reason.
 */
export async function evaluateVectors(
  task: RetrievalTask,
  options: EvaluationOptions = {},
): Promise<VectorEvaluation> {
  const unit = unitTask(task);
  const { gallery, queries } = unit;
  const ranking = queryRanking(unit);
  const pairs = pairCounter(unit);
  await scan(unit, options, (block) => {
    pairs.take(block);
    ranking.take(block);
  });
  const { results } = ranking;
  const { metrics, silhouettes } = await measureSeparation(unit, options.signal);
  return {
    retrieval: retrievalMetrics(results),
    verification: verificationMetrics(pairs.histogram()),
    separation: metrics,
    classes: classTable({ gallery, queries, results, silhouettes }),
    confusions: confusionTable({ gallery, queries, results }),
    results,
  };
}

/**
 * The rankings alone, query by query: what comparing, calibrating and looking for wrong labels
 * need.
 * @throws UmbraError `invalid_vector` for a vector that holds no number; the signal's reason.
 */
export async function rankQueries(
  task: RetrievalTask,
  options: EvaluationOptions = {},
): Promise<QueryResults> {
  const unit = unitTask(task);
  const ranking = queryRanking(unit);
  await scan(unit, options, ranking.take);
  return ranking.results;
}

async function scan(
  { gallery, queries, dimension }: UnitTask,
  { signal, onProgress }: EvaluationOptions,
  take: (block: SimilarityBlock) => void,
): Promise<void> {
  const rows = { queries: queries.vectors, gallery: gallery.vectors, dimension };
  signal?.throwIfAborted();
  for (const block of similarityBlocks(rows)) {
    take(block);
    onProgress?.(block.first + block.count, queries.labels.length);
    await nextTurn();
    signal?.throwIfAborted();
  }
}
