import { z } from 'zod';

/**
 * How well nearest neighbours share the query's class; all shares are 0..1, means over the counted
 * queries.
 */
export interface RetrievalMetrics {
  /**
   * Share of queries with a picture of their class among the K nearest; keys are K as text ("1",
   * "5").
   */
  readonly recallAt: Readonly<Record<string, number>>;
  /** Share of right answers among the R nearest, R = how many right answers the gallery holds. */
  readonly rPrecision: number;
  /** Mean average precision at R (Musgrave et al., "A Metric Learning Reality Check", 2020). */
  readonly mapAtR: number;
  /**
   * Normalized discounted cumulative gain of the R nearest (Järvelin and Kekäläinen, 2002) with
   * gain 1 for a right answer: like MAP@R, but a late right answer costs less. Absent in what was
   * measured before Umbra knew it.
   */
  readonly ndcg?: number;
  /** Queries that were counted: those with at least one right answer in the gallery. */
  readonly queries: number;
}

const share = z.number().min(0).max(1);

export const retrievalMetricsSchema: z.ZodType<RetrievalMetrics> = z.strictObject({
  recallAt: z.record(z.string(), share),
  rPrecision: share,
  mapAtR: share,
  ndcg: share.exactOptional(),
  queries: z.int().min(0),
});
