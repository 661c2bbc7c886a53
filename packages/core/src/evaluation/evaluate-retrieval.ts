/**
 * Retrieval quality by cosine similarity, as metric learning measures it (Musgrave et al., "A
 * Metric Learning Reality Check", 2020). A query counts only if the gallery holds a right answer
 * for it (R > 0): the single picture of a class cannot be answered, and pytorch-metric-learning
 * leaves it out in the same way.
 */
import { type RetrievalTask, unitTask } from './labelled-vectors.js';
import { type QueryResults, queryRanking } from './query-results.js';
import type { RetrievalMetrics } from './retrieval-metrics.js';
import { similarityBlocks } from './similarity-blocks.js';

/**
 * Time grows with queries x gallery x d, memory only with queries + gallery. Ties are ranked by
 * index. Holds the event loop: for large sets there is {@link evaluateVectors}.
 * @throws UmbraError `invalid_vector` for a vector that holds no number.
 */
export function evaluateRetrieval(task: RetrievalTask): RetrievalMetrics {
  const unit = unitTask(task);
  const { gallery, queries, dimension } = unit;
  const ranking = queryRanking(unit);
  const rows = { queries: queries.vectors, gallery: gallery.vectors, dimension };
  for (const block of similarityBlocks(rows)) {
    ranking.take(block);
  }
  return retrievalMetrics(ranking.results);
}

/** The means over all queries that count, or over those of `rows`. */
export function retrievalMetrics(
  results: QueryResults,
  rows: Iterable<number> = results.rightAnswers.keys(),
): RetrievalMetrics {
  const { ks, rightAnswers, firstHits } = results;
  const hits = ks.map(() => 0);
  let [rPrecision, mapAtR, ndcg, queries] = [0, 0, 0, 0];
  for (const row of rows) {
    if (rightAnswers[row] === 0) {
      continue;
    }
    queries++;
    rPrecision += results.rPrecisions[row] as number;
    mapAtR += results.averagePrecisions[row] as number;
    ndcg += results.gains[row] as number;
    const rank = firstHits[row] as number;
    ks.forEach((k, position) => {
      hits[position] = (hits[position] as number) + (rank > 0 && rank <= k ? 1 : 0);
    });
  }
  const divisor = Math.max(queries, 1);
  return {
    recallAt: Object.fromEntries(
      ks.map((k, position) => [String(k), (hits[position] as number) / divisor]),
    ),
    rPrecision: rPrecision / divisor,
    mapAtR: mapAtR / divisor,
    ndcg: ndcg / divisor,
    queries,
  };
}
