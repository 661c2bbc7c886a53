import { createRandom } from '@umbra/core/random';
import { describe, expect, it } from 'vitest';
import { compareRuns, spreadOf, standardError } from './statistics.js';

describe('spreadOf', () => {
  it('is the mean and the deviation of a sample', () => {
    const spread = spreadOf([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(spread.mean).toBe(5);
    expect(spread.deviation).toBeCloseTo(Math.sqrt(32 / 7), 12);
    expect(standardError(spread)).toBeCloseTo(Math.sqrt(32 / 7 / 8), 12);
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

  it('pairs the runs: what both share falls out', () => {
    // Differences of 0.25, 0.5 and 0.75 by hand: mean 0.5, deviation 0.25, t(2) = 4.303.
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
    const each = Int32Array.of(0, 1, 2, 3);
    const { difference, overSeeds, overClasses } = compareRuns({ first, second, classes: each });
    expect(difference).toBeCloseTo(0.5, 12);
    const half = (4.3027 * 0.25) / Math.sqrt(3);
    expect(overSeeds.low).toBeCloseTo(0.5 - half, 4);
    expect(overSeeds.high).toBeCloseTo(0.5 + half, 4);
    // By picture, each its own class: 1/3, 2/3, 1/3, 2/3, deviation 0.19245; t(3) = 3.1824.
    expect(overClasses.low).toBeCloseTo(0.5 - (3.1824 * Math.sqrt(1 / 27)) / 2, 4);
  });

  it('calls a large difference by its name, either way', () => {
    const good = hits([0.9, 0.91, 0.9]);
    const poor = hits([0.6, 0.61, 0.59], { seed: 2 });
    expect(compareRuns({ first: good, second: poor, classes }).verdict).toBe('better');
    expect(compareRuns({ first: poor, second: good, classes }).verdict).toBe('worse');
  });

  it('sees nothing in nothing: at most a few of a hundred equal pairs differ', () => {
    const verdicts = Array.from({ length: 100 }, (_, trial) => {
      const first = hits([0.8, 0.8, 0.8], { pictures: 100, seed: 10 + trial });
      const second = hits([0.8, 0.8, 0.8], { pictures: 100, seed: 900 + trial });
      return compareRuns({ first, second, classes: classesOf(100) }).verdict;
    });
    expect(verdicts.filter((verdict) => verdict !== 'inside the spread').length).toBeLessThan(6);
  });

  it('claims nothing from a single run, from a single class, or from two pictures', () => {
    const one = { first: hits([1]), second: hits([0]), classes };
    expect(compareRuns(one)).toMatchObject({
      overSeeds: { low: null, high: null },
      verdict: 'inside the spread',
    });
    const runs = { first: hits([1, 1]), second: hits([0, 0]) };
    const together = compareRuns({ ...runs, classes: new Int32Array(400) });
    expect(together.verdict).toBe('inside the spread');
    const few = {
      first: [
        [1, 1, 0],
        [1, 1, 0],
      ],
      second: [
        [1, 0, 0],
        [1, 0, 0],
      ],
      classes: Int32Array.of(0, 1, 2),
    };
    expect(compareRuns(few).verdict).toBe('inside the spread');
  });
});
