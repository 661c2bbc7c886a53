/** Two models that answered the same queries over the same gallery, query by query. */
import { z } from 'zod';
import { invariant } from '../errors/index.js';
import {
  clusteredDifference,
  type DifferenceEstimate,
  differenceEstimateSchema,
} from '../statistics/index.js';
import type { QueryResults } from './query-results.js';

export interface Comparison {
  /** Queries that count. */
  readonly queries: number;
  /** Of the bounds, two-sided. */
  readonly confidence: number;
  /**
   * Second model less first, by metric; bounds take queries of one class for dependent. Keys:
   * "recallAt1" (one for each K), "rPrecision", "mapAtR", "ndcg".
   */
  readonly differences: Readonly<Record<string, DifferenceEstimate>>;
  /** Queries that only the first, and only the second, answers right at rank 1. */
  readonly onlyFirstRight: number;
  readonly onlySecondRight: number;
  /** Share of queries whose nearest picture is another. */
  readonly changedTop1: number;
  /** Mean share of the k nearest pictures that are others, k = `changedTopKOf`. */
  readonly changedTopK: number;
  readonly changedTopKOf: number;
}

const share = z.number().min(0).max(1);
const count = z.int().min(0);

export const comparisonSchema: z.ZodType<Comparison> = z.strictObject({
  queries: count,
  confidence: share,
  differences: z.record(z.string(), differenceEstimateSchema),
  onlyFirstRight: count,
  onlySecondRight: count,
  changedTop1: share,
  changedTopK: share,
  changedTopKOf: count,
});

export interface ComparedResults {
  readonly first: QueryResults;
  readonly second: QueryResults;
  /** Class of every query: [Q]. */
  readonly labels: Int32Array;
}

/** Null where no query has a right answer in the gallery. */
export function compareResults(
  { first, second, labels }: ComparedResults,
  { confidence = 0.95 }: { readonly confidence?: number } = {},
): Comparison | null {
  const { rightAnswers, ks, neighboursPerQuery: k } = first;
  invariant(
    second.rightAnswers.every((count, query) => count === rightAnswers[query]) &&
      ks.join() === second.ks.join(),
    'both models answered the same queries',
  );
  const rows = Int32Array.from(rightAnswers.keys()).filter((query) => rightAnswers[query] !== 0);
  if (rows.length === 0) {
    return null;
  }
  const clusters = rows.map((row) => labels[row] as number);
  const difference = (value: (results: QueryResults, row: number) => number) => {
    const differences = Float64Array.from(rows, (row) => value(second, row) - value(first, row));
    return clusteredDifference({ differences, clusters }, confidence);
  };
  const hit = (results: QueryResults, row: number, rank: number): boolean => {
    const at = results.firstHits[row] as number;
    return at > 0 && at <= rank;
  };
  const only = (one: QueryResults, other: QueryResults): number =>
    rows.filter((row) => hit(one, row, 1) && !hit(other, row, 1)).length;
  const meanChanged = (depth: number): number =>
    rows.reduce((sum, row) => sum + changed({ first, second, row, depth }), 0) / rows.length;
  return {
    queries: rows.length,
    confidence,
    differences: {
      ...Object.fromEntries(
        ks.map((rank) => [
          `recallAt${rank}`,
          difference((results, row) => (hit(results, row, rank) ? 1 : 0)),
        ]),
      ),
      rPrecision: difference((results, row) => results.rPrecisions[row] as number),
      mapAtR: difference((results, row) => results.averagePrecisions[row] as number),
      ndcg: difference((results, row) => results.gains[row] as number),
    },
    onlyFirstRight: only(first, second),
    onlySecondRight: only(second, first),
    changedTop1: meanChanged(1),
    changedTopK: meanChanged(k),
    changedTopKOf: k,
  };
}

interface Neighbourhoods {
  readonly first: QueryResults;
  readonly second: QueryResults;
  readonly row: number;
  readonly depth: number;
}

/** Share of the first's `depth` nearest that the second's lack. */
function changed({ first, second, row, depth }: Neighbourhoods): number {
  const nearest = (results: QueryResults): Int32Array => {
    const start = row * results.neighboursPerQuery;
    return results.neighbours.subarray(start, start + depth).filter((index) => index !== -1);
  };
  const others = new Set(nearest(second));
  const own = nearest(first);
  return own.filter((index) => !others.has(index)).length / Math.max(own.length, 1);
}
