/**
 * What can be said of a few repeated runs. Two settings are compared run by run, with the same
 * seeds and the same pictures, so that what both share falls out of the difference.
 */
import { invariant } from '@umbra/core/errors';
import { clusteredDifference } from '@umbra/core/statistics';

/** A figure over repeated runs. */
export interface Spread {
  readonly mean: number;
  /** Standard deviation of the runs; 0 for a single one. */
  readonly deviation: number;
  readonly values: readonly number[];
}

/** Bounds of 95 % confidence; null where there is nothing to tell them from. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

/** The first setting's figure less the second's. */
export interface Comparison {
  readonly difference: number;
  /** Over the runs: what another seed might give. */
  readonly overSeeds: Interval;
  /** Over the classes of the test pictures: what other pictures might give. */
  readonly overClasses: Interval;
  /** `better` or `worse` only where neither interval holds zero. */
  readonly verdict: 'better' | 'worse' | 'inside the spread';
}

export function spreadOf(values: readonly number[]): Spread {
  invariant(values.length > 0, 'a spread needs a run');
  return { mean: mean(values), deviation: deviation(values), values };
}

interface ComparisonOptions {
  /** A number for every seed and picture, such as 1 for a hit, 0 for a miss: [runs][pictures]. */
  readonly first: readonly ArrayLike<number>[];
  /** Of the same seeds and pictures, in the same order. */
  readonly second: readonly ArrayLike<number>[];
  /** Class of each picture: those of one class gain or lose together. */
  readonly classes: Int32Array;
  /** What the seeds leave open of a difference; see `seed-noise.ts`. */
  readonly seedInterval: (difference: number) => Interval;
}

const confidence = 0.95;

export function compareRuns(options: ComparisonOptions): Comparison {
  const { first, second, classes, seedInterval } = options;
  const differences = Float64Array.from(classes, (_, at) =>
    mean(first.map((run, seed) => (run[at] ?? 0) - (second[seed]?.[at] ?? 0))),
  ); // [pictures]
  const { difference, ...overClasses } = clusteredDifference(
    { differences, clusters: classes },
    confidence,
  );
  const overSeeds = seedInterval(difference);
  return { difference, overSeeds, overClasses, verdict: verdictOf([overSeeds, overClasses]) };
}

function verdictOf(intervals: readonly Interval[]): Comparison['verdict'] {
  if (intervals.every(({ low }) => low !== null && low > 0)) {
    return 'better';
  }
  return intervals.every(({ high }) => high !== null && high < 0) ? 'worse' : 'inside the spread';
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of a sample: divided by n - 1. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) {
    return 0;
  }
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
