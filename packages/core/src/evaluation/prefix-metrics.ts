/**
 * What the first numbers of a nested shadow are worth by themselves, so that a user can choose how
 * many to keep from one training.
 */
import { z } from 'zod';
import { fields } from '../config/index.js';
import { retrievalMetrics } from './evaluate-retrieval.js';
import { type EvaluationOptions, rankQueries } from './evaluate-vectors.js';
import type { LabelledVectors, RetrievalTask } from './labelled-vectors.js';

/** How well the first `dimension` numbers of a shadow do by themselves. */
export interface PrefixMetrics {
  readonly dimension: number;
  readonly recallAt1: number;
  readonly mapAtR: number;
}

const share = z.number().min(0).max(1);

export const prefixMetricsSchema: z.ZodType<PrefixMetrics> = fields({
  dimension: z.int().min(1),
  recallAt1: share,
  mapAtR: share,
});

/**
 * @param prefixes lengths, none longer than the vectors
 * @throws UmbraError `invalid_vector` for a vector that holds no number; the signal's reason.
 */
export async function prefixMetrics(
  task: RetrievalTask,
  prefixes: readonly number[],
  options: EvaluationOptions = {},
): Promise<PrefixMetrics[]> {
  const measured: PrefixMetrics[] = [];
  for (const dimension of prefixes) {
    const results = await rankQueries({ ...cutTask(task, dimension), ks: [1] }, options);
    const { recallAt, mapAtR } = retrievalMetrics(results);
    measured.push({ dimension, recallAt1: recallAt['1'] ?? 0, mapAtR });
  }
  return measured;
}

function cutTask({ gallery, queries, dimension }: RetrievalTask, prefix: number): RetrievalTask {
  const cut = ({ vectors, labels }: LabelledVectors): LabelledVectors => {
    const short = new Float32Array(labels.length * prefix); // [N, prefix]
    labels.forEach((_, row) => {
      const start = row * dimension;
      short.set(vectors.subarray(start, start + prefix), row * prefix);
    });
    return { vectors: short, labels };
  };
  return {
    gallery: cut(gallery),
    ...(queries === undefined ? {} : { queries: cut(queries) }),
    dimension: prefix,
  };
}
