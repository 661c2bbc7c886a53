/**
 * The mean of differences that come in clusters, with a confidence interval: two models answer the
 * same queries, and pictures of one class gain or lose together. Student's t over the clusters with
 * their variance (Liang and Zeger, "Longitudinal data analysis using generalized linear models",
 * Biometrika 73, 1986).
 */
import { z } from 'zod';
import { invariant } from '../errors/index.js';
import { studentQuantile } from './incomplete-beta.js';

export interface DifferenceEstimate {
  /** Mean of the differences. */
  readonly difference: number;
  /** Confidence bounds; null where all differences lie in one cluster, which shows no variance. */
  readonly low: number | null;
  readonly high: number | null;
}

export const differenceEstimateSchema: z.ZodType<DifferenceEstimate> = z.strictObject({
  difference: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

/** `confidence` is two-sided: 0.95 leaves 2.5 % below and 2.5 % above. */
export function clusteredDifference(
  { differences, clusters }: { readonly differences: Float64Array; readonly clusters: Int32Array },
  confidence: number,
): DifferenceEstimate {
  const count = differences.length;
  invariant(count > 0 && clusters.length === count, 'a mean needs differences, all in clusters');
  const mean = differences.reduce((sum, value) => sum + value, 0) / count;
  const excess = new Map<number, number>();
  clusters.forEach((cluster, at) => {
    excess.set(cluster, (excess.get(cluster) ?? 0) + (differences[at] as number) - mean);
  });
  if (excess.size < 2) {
    return { difference: mean, low: null, high: null };
  }
  const squares = [...excess.values()].reduce((sum, value) => sum + value * value, 0);
  const error = Math.sqrt((excess.size / (excess.size - 1)) * squares) / count;
  const margin = error * studentQuantile(confidence, excess.size - 1);
  return { difference: mean, low: mean - margin, high: mean + margin };
}
