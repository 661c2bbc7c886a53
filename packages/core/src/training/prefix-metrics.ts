import { z } from 'zod';
import { fields } from '../config/index.js';
import { evaluateRetrieval, type LabelledVectors } from '../evaluation/index.js';

/** How well the first `dimension` numbers of a nested shadow do by themselves. */
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

interface NestedTask {
  readonly gallery: LabelledVectors;
  /** Without queries every gallery row asks the rest. */
  readonly queries?: LabelledVectors;
  /** d */
  readonly dimension: number;
}

export function prefixMetrics(task: NestedTask, prefixes: readonly number[]): PrefixMetrics[] {
  const { gallery, queries, dimension } = task;
  return prefixes.map((prefix) => {
    const cut = ({ vectors, labels }: LabelledVectors): LabelledVectors => {
      const short = new Float32Array(labels.length * prefix);
      labels.forEach((_, row) => {
        const start = row * dimension;
        short.set(vectors.subarray(start, start + prefix), row * prefix);
      });
      return { vectors: short, labels };
    };
    const { recallAt, mapAtR } = evaluateRetrieval({
      gallery: cut(gallery),
      ...(queries === undefined ? {} : { queries: cut(queries) }),
      dimension: prefix,
      ks: [1],
    });
    return { dimension: prefix, recallAt1: recallAt['1'] ?? 0, mapAtR };
  });
}
