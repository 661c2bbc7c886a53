/**
 * How far apart the classes lie, by cosine distance (1 - cosine, 0..2). A mean cosine to a class is
 * the product with the class's mean vector, so nothing here looks at pairs: N x C products instead
 * of N x N, and still exact.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { type ClassRows, classRows } from './class-rows.js';
import type { UnitTask } from './labelled-vectors.js';
import { similarityBlocks } from './similarity-blocks.js';

export interface SeparationMetrics {
  /**
   * Mean silhouette (Rousseeuw, 1987), -1..1: how much nearer a picture is to its own class than to
   * the next one. A picture without others of its class counts as 0.
   */
  readonly silhouette: number;
  /** Mean distance of two pictures of the same class. */
  readonly intraClassDistance: number;
  /** Mean distance of two pictures of different classes. */
  readonly interClassDistance: number;
}

export const separationMetricsSchema: z.ZodType<SeparationMetrics> = z.strictObject({
  silhouette: z.number().min(-1).max(1),
  intraClassDistance: z.number().min(0).max(2),
  interClassDistance: z.number().min(0).max(2),
});

export interface Separation {
  /** Null where there are no two classes, or no two pictures of one. */
  readonly metrics: SeparationMetrics | null;
  readonly silhouettes: Float64Array; // [Q]
}

export async function measureSeparation(task: UnitTask, signal?: AbortSignal): Promise<Separation> {
  const { gallery, queries, dimension } = task;
  const members = classRows(gallery.labels);
  const means = classMeans(task, members); // [C, d]
  const totals: Totals = { intra: 0, intraPairs: 0, inter: 0, interPairs: 0 };
  const silhouettes = new Float64Array(queries.labels.length);
  const rows = { queries: queries.vectors, gallery: means, dimension };
  for (const { first, count, similarities } of similarityBlocks(rows)) {
    for (let at = 0; at < count; at++) {
      const toClasses = similarities.subarray(
        at * members.labels.length,
        (at + 1) * members.labels.length,
      );
      silhouettes[first + at] = addQuery(totals, { task, members, toClasses, query: first + at });
    }
    await nextTurn();
    signal?.throwIfAborted();
  }
  if (totals.intraPairs === 0 || totals.interPairs === 0) {
    return { metrics: null, silhouettes };
  }
  return {
    metrics: {
      silhouette: silhouettes.reduce((sum, value) => sum + value, 0) / silhouettes.length,
      intraClassDistance: distance(totals.intra / totals.intraPairs),
      interClassDistance: distance(totals.inter / totals.interPairs),
    },
    silhouettes,
  };
}

/** Sums of cosines. */
interface Totals {
  intra: number;
  intraPairs: number;
  inter: number;
  interPairs: number;
}

interface QueryToClasses {
  readonly task: UnitTask;
  readonly members: ClassRows;
  /** Cosine to the mean of each class: [C]. */
  readonly toClasses: Float32Array;
  readonly query: number;
}

/** Returns the query's silhouette. */
function addQuery(totals: Totals, { task, members, toClasses, query }: QueryToClasses): number {
  const label = task.queries.labels[query] as number;
  let own = Number.NaN;
  let next = Number.NEGATIVE_INFINITY;
  members.labels.forEach((other, position) => {
    const mean = toClasses[position] as number;
    const size = members.of(other).length;
    if (other !== label) {
      next = Math.max(next, mean);
      totals.inter += mean * size;
      totals.interPairs += size;
      return;
    }
    const itself = task.leaveOneOut ? 1 : 0;
    const pairs = size - itself;
    if (pairs > 0) {
      const sum = mean * size - itself * squaredLength(task, query);
      own = sum / pairs;
      totals.intra += sum;
      totals.intraPairs += pairs;
    }
  });
  if (Number.isNaN(own) || next === Number.NEGATIVE_INFINITY) {
    return 0;
  }
  const [a, b] = [distance(own), distance(next)];
  return a === b ? 0 : (b - a) / Math.max(a, b);
}

/** 1, but 0 for a row of zeros. */
function squaredLength({ queries, dimension }: UnitTask, row: number): number {
  const vector = queries.vectors.subarray(row * dimension, (row + 1) * dimension);
  return vector.reduce((sum, value) => sum + value * value, 0);
}

/** Rounding may push a cosine a little over 1. */
function distance(cosine: number): number {
  return Math.min(2, Math.max(0, 1 - cosine));
}

function classMeans({ gallery, dimension }: UnitTask, members: ClassRows): Float32Array {
  const means = new Float32Array(members.labels.length * dimension);
  members.labels.forEach((label, position) => {
    const rows = members.of(label);
    const sum = new Float64Array(dimension);
    for (const row of rows) {
      for (let column = 0; column < dimension; column++) {
        sum[column] =
          (sum[column] as number) + (gallery.vectors[row * dimension + column] as number);
      }
    }
    means.set(
      sum.map((value) => value / rows.length),
      position * dimension,
    );
  });
  return means;
}
