/**
 * Retrieval quality by cosine similarity, as metric learning measures it (Musgrave et al., "A
 * Metric Learning Reality Check", 2020). A query counts only if the gallery holds a right answer
 * for it (R > 0): the single picture of a class cannot be answered, and pytorch-metric-learning
 * leaves it out in the same way.
 */
import { invariant } from '../errors/index.js';
import { multiplyRows, unitRows } from './cosine-rows.js';
import { nearest } from './nearest.js';
import type { RetrievalMetrics } from './retrieval-metrics.js';

export interface LabelledVectors {
  readonly vectors: Float32Array; // [N, d]
  readonly labels: Int32Array; // [N]
}

export interface RetrievalTask {
  readonly gallery: LabelledVectors;
  /** Without queries every gallery row asks the rest of the gallery (leave-one-out). */
  readonly queries?: LabelledVectors;
  /** d */
  readonly dimension: number;
  /** The K of Recall@K; 1, 5 and 10 when left out. */
  readonly ks?: readonly number[];
}

/** Bytes of similarities that are held at a time, whatever the size of the gallery. */
const blockBytesMax = 2 ** 20;

/**
 * Time grows with queries x gallery x d, memory only with the gallery. Ties are ranked by index.
 */
export function evaluateRetrieval(task: RetrievalTask): RetrievalMetrics {
  const { gallery, dimension, ks = [1, 5, 10] } = task;
  const asked = task.queries ?? gallery;
  for (const { vectors, labels } of [gallery, asked]) {
    invariant(vectors.length === labels.length * dimension, 'one label and d numbers a row');
  }
  const galleryCount = gallery.labels.length;
  const galleryRows = unitRows(gallery.vectors, dimension);
  const queryRows = asked === gallery ? galleryRows : unitRows(asked.vectors, dimension);
  const classSizes = countLabels(gallery.labels);
  const sums = { hits: ks.map(() => 0), rPrecision: 0, averagePrecision: 0, ndcg: 0, queries: 0 };

  const queriesPerBlock = Math.max(1, Math.floor(blockBytesMax / (8 * Math.max(galleryCount, 1))));
  const products = new Float64Array(queriesPerBlock * galleryCount);
  for (let first = 0; first < asked.labels.length; first += queriesPerBlock) {
    const queryCount = Math.min(queriesPerBlock, asked.labels.length - first);
    multiplyRows({
      queries: queryRows.subarray(first * dimension, (first + queryCount) * dimension),
      gallery: galleryRows,
      dimension,
      products,
    });
    for (let query = 0; query < queryCount; query++) {
      const label = asked.labels[first + query] as number;
      const scores = products.subarray(query * galleryCount, (query + 1) * galleryCount);
      const itself = asked === gallery ? 1 : 0;
      const rightAnswers = (classSizes.get(label) ?? 0) - itself;
      if (rightAnswers > 0) {
        if (asked === gallery) {
          scores[first + query] = Number.NEGATIVE_INFINITY;
        }
        const ranked = nearest(scores, Math.max(rightAnswers, ...ks));
        const right = ranked.map((row) => gallery.labels[row] === label);
        addQuery(sums, { right, rightAnswers, ks });
      }
    }
  }
  return means(sums, ks);
}

interface Sums {
  readonly hits: number[];
  rPrecision: number;
  averagePrecision: number;
  ndcg: number;
  queries: number;
}

interface Ranking {
  /** Whether the neighbour at each rank shares the query's class. */
  readonly right: readonly boolean[];
  /** R */
  readonly rightAnswers: number;
  readonly ks: readonly number[];
}

function addQuery(sums: Sums, { right, rightAnswers, ks }: Ranking): void {
  const firstHit = right.indexOf(true);
  ks.forEach((k, position) => {
    if (firstHit !== -1 && firstHit < k) {
      sums.hits[position] = (sums.hits[position] as number) + 1;
    }
  });
  let found = 0;
  let precisions = 0;
  let gain = 0;
  let idealGain = 0;
  for (let rank = 0; rank < rightAnswers; rank++) {
    const discounted = 1 / Math.log2(rank + 2);
    idealGain += discounted;
    if (right[rank]) {
      found++;
      precisions += found / (rank + 1);
      gain += discounted;
    }
  }
  sums.rPrecision += found / rightAnswers;
  sums.averagePrecision += precisions / rightAnswers;
  sums.ndcg += gain / idealGain;
  sums.queries++;
}

function means(sums: Sums, ks: readonly number[]): RetrievalMetrics {
  const divisor = Math.max(sums.queries, 1);
  return {
    recallAt: Object.fromEntries(
      ks.map((k, position) => [String(k), (sums.hits[position] as number) / divisor]),
    ),
    rPrecision: sums.rPrecision / divisor,
    mapAtR: sums.averagePrecision / divisor,
    ndcg: sums.ndcg / divisor,
    queries: sums.queries,
  };
}

function countLabels(labels: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const label of labels) {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}
