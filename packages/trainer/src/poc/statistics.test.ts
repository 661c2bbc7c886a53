import { createRandom } from '@umbra/core/random';
import { describe, expect, it } from 'vitest';
import { boundsOf, compareRuns, spreadOf } from './statistics.js';

describe('spreadOf', () => {
  it('is the mean and the deviation of a sample', () => {
    const spread = spreadOf([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(spread.mean).toBe(5);
    expect(spread.deviation).toBeCloseTo(Math.sqrt(32 / 7), 12);
    expect(spreadOf([3]).deviation).toBe(0);
  });
});

/** Hits of runs: each picture is right with the run's probability. */
function hits(probabilities: readonly number[], { pictures = 400, seed = 1 } = {}): number[][] {
  const random = createRandom(seed);
  return probabilities.map((probability) =>
    Array.from({ length: pictures }, () => (random.next() < probability ? 1 : 0)),
  );
}

/** Ten classes, one after the other. */
function classesOf(pictures: number): Int32Array {
  return Int32Array.from({ length: pictures }, (_, at) => Math.floor((at * 10) / pictures));
}

describe('compareRuns', () => {
  const classes = classesOf(400);
  /** Seeds that change nothing, or that leave everything open. */
  const sure = (difference: number) => ({ low: difference, high: difference });
  const unsure = () => ({ low: null, high: null });

  it('pairs the pictures, and takes those of a class together', () => {
    const first = [
      [1, 1, 1, 0],
      [1, 1, 1, 1],
      [1, 1, 1, 1],
    ];
    const second = [
      [1, 1, 0, 0],
      [1, 0, 1, 0],
      [0, 0, 1, 0],
    ];
    const each = { classes: Int32Array.of(0, 1, 2, 3), seedInterval: sure };
    const { difference, overClasses } = compareRuns({ first, second, ...each });
    expect(difference).toBeCloseTo(0.5, 12);
    // By picture, each its own class: 1/3, 2/3, 1/3, 2/3, deviation 0.19245; t(3) = 3.1824.
    expect(overClasses.low).toBeCloseTo(0.5 - (3.1824 * Math.sqrt(1 / 27)) / 2, 4);
    const together = { classes: Int32Array.of(0, 0, 1, 1), seedInterval: sure };
    expect(compareRuns({ first, second, ...together }).overClasses.low).toBeCloseTo(0.5, 9);
  });

  it('calls a large difference by its name, either way, unless the seeds leave it open', () => {
    const good = hits([0.9, 0.91, 0.9]);
    const poor = hits([0.6, 0.61, 0.59], { seed: 2 });
    const known = { classes, seedInterval: sure };
    expect(compareRuns({ first: good, second: poor, ...known }).verdict).toBe('better');
    expect(compareRuns({ first: poor, second: good, ...known }).verdict).toBe('worse');
    const open = { classes, seedInterval: unsure };
    expect(compareRuns({ first: good, second: poor, ...open }).verdict).toBe('not settled');
    const wide = (difference: number) => ({ low: difference - 0.5, high: difference + 0.5 });
    const loose = { classes, seedInterval: wide };
    expect(compareRuns({ first: good, second: poor, ...loose }).verdict).toBe('not settled');
  });

  it('calls a small difference inside the spread only where no large one can hide', () => {
    const [first, second] = [hits([0.9, 0.9]), hits([0.9, 0.9], { seed: 5 })];
    const within = (half: number) => (difference: number) => ({
      low: difference - half,
      high: difference + half,
    });
    const each = Int32Array.from({ length: 400 }, (_, at) => at);
    const verdict = (half: number) =>
      compareRuns({ first, second, classes: each, seedInterval: within(half) });
    expect(verdict(0.02).verdict).toBe('inside the spread');
    expect(verdict(0.2).verdict).toBe('not settled');
    expect(boundsOf(verdict(3))).toEqual({ low: -1, high: 1 });
  });

  it('sees nothing in nothing: at most a few of a hundred equal pairs differ', () => {
    const verdicts = Array.from({ length: 100 }, (_, trial) => {
      const first = hits([0.8, 0.8, 0.8], { pictures: 100, seed: 10 + trial });
      const second = hits([0.8, 0.8, 0.8], { pictures: 100, seed: 900 + trial });
      const known = { classes: classesOf(100), seedInterval: sure };
      return compareRuns({ first, second, ...known }).verdict;
    });
    expect(
      verdicts.filter((verdict) => verdict === 'better' || verdict === 'worse').length,
    ).toBeLessThan(10);
  });

  it('claims nothing from a single class', () => {
    const runs = { first: hits([1, 1]), second: hits([0, 0]) };
    const alone = { classes: new Int32Array(400), seedInterval: sure };
    expect(compareRuns({ ...runs, ...alone }).verdict).toBe('not settled');
  });
});
