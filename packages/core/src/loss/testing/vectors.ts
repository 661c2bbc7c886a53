/** Vectors as plain lists of numbers, for the tests' naive losses. */
import { createRandom } from '../../random/index.js';

export type Vector = readonly number[];

export interface Batch {
  readonly embeddings: readonly Vector[] /* [S][D] */;
  readonly labels: readonly number[] /* [S] */;
  /** For losses with proxies. [M][D] */
  readonly proxies?: readonly Vector[];
}

export const dot = (a: Vector, b: Vector): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
export const norm = (a: Vector): number => Math.sqrt(dot(a, a));
export const scaled = (a: Vector, factor: number): Vector => a.map((value) => value * factor);
export const added = (a: Vector, b: Vector): Vector =>
  a.map((value, at) => value + (b[at] as number));
export const subtracted = (a: Vector, b: Vector): Vector => added(a, scaled(b, -1));
export const unit = (a: Vector): Vector => scaled(a, 1 / norm(a));
export const cosine = (a: Vector, b: Vector): number => dot(unit(a), unit(b));

export const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number => sum(values) / Math.max(values.length, 1);

/** The other samples of a sample's class, and the samples of all others. */
export function sides(labels: readonly number[], anchor: number) {
  const samples = labels.map((_, sample) => sample);
  return {
    positives: samples.filter((at) => at !== anchor && labels[at] === labels[anchor]),
    negatives: samples.filter((at) => labels[at] !== labels[anchor]),
  };
}

/**
 * Classes of unequal size, one of a single sample, norms from 0.3 to 3, and three proxies for each
 * of eight classes.
 */
export function randomBatch(seed: number): Batch {
  const random = createRandom(seed);
  // Rounded to float32, so that reference and loss are given the same numbers.
  const vector = (scale: number): Vector =>
    Array.from({ length: 6 }, () => Math.fround(scale * random.normal()));
  const labels = [3, 1, 1, 0, 3, 0, 0, 7, 1, 3, 0];
  return {
    labels,
    embeddings: labels.map(() => vector(random.between(0.3, 1.2))),
    proxies: Array.from({ length: 24 }, () => vector(0.7)),
  };
}

/** Central differences: exact to about 1e-9 in float64, where nothing changes sides. */
export function differences(
  vectors: readonly Vector[],
  lossOf: (moved: readonly Vector[]) => number,
): Vector[] {
  const step = 1e-6;
  return vectors.map((vector, row) =>
    vector.map((value, at) => {
      const lossAt = (shift: number): number =>
        lossOf(vectors.with(row, vector.with(at, value + shift)));
      return (lossAt(step) - lossAt(-step)) / (2 * step);
    }),
  );
}

/** Largest difference between two lists of vectors. */
export function apart(one: readonly Vector[], other: readonly Vector[]): number {
  return Math.max(
    ...one.flatMap((vector, row) =>
      vector.map((value, at) => Math.abs(value - (other[row]?.[at] as number))),
    ),
  );
}
