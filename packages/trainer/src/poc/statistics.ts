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
  readonly verdict: Verdict;
}

/**
 * `better` or `worse` only where neither interval holds zero. Else `inside the spread` where the
 * intervals are narrow, and `not settled` where they are so wide that a difference that matters may
 * hide in them: not seeing one is then no sign that there is none.
 */
export type Verdict = 'better' | 'worse' | 'inside the spread' | 'not settled';

/** A difference that matters, as a share: five points of a percentage. */
const differenceThatMatters = 0.05;

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
  const intervals = { overSeeds, overClasses };
  return { difference, ...intervals, verdict: verdictOf(intervals) };
}

function verdictOf(intervals: Pick<Comparison, 'overSeeds' | 'overClasses'>): Verdict {
  const bounds = boundsOf(intervals);
  if (bounds === null) {
    return 'not settled';
  }
  const { low, high } = bounds;
  if (low > 0 || high < 0) {
    return low > 0 ? 'better' : 'worse';
  }
  return Math.max(-low, high) > differenceThatMatters ? 'not settled' : 'inside the spread';
}

/** Both intervals together, which decide; null where one of them could not be told. */
export function boundsOf({
  overSeeds,
  overClasses,
}: Pick<Comparison, 'overSeeds' | 'overClasses'>): { low: number; high: number } | null {
  const lows = [overSeeds.low, overClasses.low];
  const highs = [overSeeds.high, overClasses.high];
  if ([...lows, ...highs].includes(null)) {
    return null;
  }
  // Of two shares: they cannot differ by more.
  return {
    low: Math.max(-1, Math.min(...(lows as number[]))),
    high: Math.min(1, Math.max(...(highs as number[]))),
  };
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
