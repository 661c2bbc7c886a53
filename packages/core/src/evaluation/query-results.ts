/**
 * What every query of an evaluation got, a column a measure: retrieval metrics are means over these
 * columns, tables by class are means over some of their rows, and two models are compared query by
 * query.
 */
import { classRows } from './class-rows.js';
import type { UnitTask } from './labelled-vectors.js';
import { nearest } from './ranking.js';
import type { SimilarityBlock } from './similarity-blocks.js';

export interface QueryResults {
  /** The K of Recall@K. */
  readonly ks: readonly number[];
  /** R, how many right answers the gallery holds; a query without any is not counted: [Q]. */
  readonly rightAnswers: Int32Array;
  /** Rank, from 1, of the first right answer; 0 where none is near enough to matter: [Q]. */
  readonly firstHits: Int32Array;
  readonly rPrecisions: Float64Array; // [Q]
  readonly averagePrecisions: Float64Array; // [Q], at R
  readonly gains: Float64Array; // [Q], nDCG at R
  /** k, the greatest of `ks`. */
  readonly neighboursPerQuery: number;
  /** Gallery rows of the k nearest, best first; -1 where the gallery is smaller: [Q, k]. */
  readonly neighbours: Int32Array;
  /** Cosine similarity of the nearest picture of the query's class; NaN without one: [Q]. */
  readonly bestGenuine: Float32Array;
  /** The same of the nearest picture of any other class: [Q]. */
  readonly bestImpostor: Float32Array;
  /** That picture's gallery row; -1 without one: [Q]. */
  readonly nearestImpostor: Int32Array;
}

export interface QueryRanking {
  take(block: SimilarityBlock): void;
  readonly results: QueryResults;
}

/** Fills the results from blocks of similarities. */
export function queryRanking(task: UnitTask): QueryRanking {
  const { gallery, queries, leaveOneOut } = task;
  const galleryCount = gallery.labels.length;
  const members = classRows(gallery.labels);
  const results = emptyResults(queries.labels.length, task.ks);
  const largest = members.labels.reduce(
    (most, label) => Math.max(most, members.of(label).length),
    0,
  );
  const scorer = rankingScorer(results, gallery.labels, discounts(largest));
  const take = ({ first, count, similarities }: SimilarityBlock): void => {
    for (let at = 0; at < count; at++) {
      const query = first + at;
      const label = queries.labels[query] as number;
      const row = similarities.subarray(at * galleryCount, (at + 1) * galleryCount);
      const rightAnswers = members.of(label).length - (leaveOneOut ? 1 : 0);
      // One more than R, so that a wrong answer is always among them where there is one.
      const count = Math.max(rightAnswers + 1, results.neighboursPerQuery);
      const ranked = nearest(row, count, leaveOneOut ? query : -1);
      scorer({ query, label, rightAnswers, ranked });
      results.bestGenuine[query] = best(row, members.of(label), leaveOneOut ? query : -1);
      const wrong = ranked.find((index) => gallery.labels[index] !== label) ?? -1;
      results.nearestImpostor[query] = wrong;
      results.bestImpostor[query] = wrong === -1 ? Number.NaN : (row[wrong] as number);
    }
  };
  return { take, results };
}

function emptyResults(queryCount: number, ks: readonly number[]): QueryResults {
  const neighboursPerQuery = Math.max(...ks);
  return {
    ks,
    rightAnswers: new Int32Array(queryCount),
    firstHits: new Int32Array(queryCount),
    rPrecisions: new Float64Array(queryCount),
    averagePrecisions: new Float64Array(queryCount),
    gains: new Float64Array(queryCount),
    neighboursPerQuery,
    neighbours: new Int32Array(queryCount * neighboursPerQuery).fill(-1),
    bestGenuine: new Float32Array(queryCount),
    bestImpostor: new Float32Array(queryCount),
    nearestImpostor: new Int32Array(queryCount),
  };
}

function best(row: Float32Array, rows: Int32Array, except: number): number {
  let most = Number.NaN;
  for (const index of rows) {
    const similarity = row[index] as number;
    if (index !== except && !(similarity <= most)) {
      most = similarity;
    }
  }
  return most;
}

interface Ranking {
  readonly query: number;
  readonly label: number;
  /** R */
  readonly rightAnswers: number;
  /** Gallery rows, best first. */
  readonly ranked: Int32Array;
}

function rankingScorer(
  results: QueryResults,
  galleryLabels: Int32Array,
  { single, ideal }: Discounts,
): (ranking: Ranking) => void {
  const { neighboursPerQuery: k } = results;
  return ({ query, label, rightAnswers, ranked }) => {
    results.neighbours.set(ranked.subarray(0, k), query * k);
    results.rightAnswers[query] = rightAnswers;
    let found = 0;
    let precisions = 0;
    let gain = 0;
    for (let rank = 0; rank < ranked.length; rank++) {
      if (galleryLabels[ranked[rank] as number] !== label) {
        continue;
      }
      if (results.firstHits[query] === 0) {
        results.firstHits[query] = rank + 1;
      }
      if (rank < rightAnswers) {
        found++;
        precisions += found / (rank + 1);
        gain += single[rank] as number;
      }
    }
    if (rightAnswers > 0) {
      results.rPrecisions[query] = found / rightAnswers;
      results.averagePrecisions[query] = precisions / rightAnswers;
      results.gains[query] = gain / (ideal[rightAnswers - 1] as number);
    }
  };
}

interface Discounts {
  /** What a right answer at a rank adds: 1 / log2(rank + 1), ranks from 1. */
  readonly single: Float64Array;
  /** What right answers at all ranks up to this one add. */
  readonly ideal: Float64Array;
}

function discounts(count: number): Discounts {
  const single = Float64Array.from({ length: count }, (_, rank) => 1 / Math.log2(rank + 2));
  let sum = 0;
  return {
    single,
    ideal: single.map((discount) => {
      sum += discount;
      return sum;
    }),
  };
}
