import { describe, expect, it } from 'vitest';
import {
  type FinalPlan,
  planFinal,
  planSearch,
  rungEnds,
  type SearchExtent,
} from './search-plan.js';

const extent: SearchExtent = {
  recipes: 40,
  lengths: 5,
  seeds: 3,
  epochsMax: 10,
  secondsPerNestedEpoch: 1,
  secondsPerEpoch: 1,
  secondsPerEmbedding: 1,
};

/** Seconds of the final runs: three finalists, the lengths, every seed. */
function finalSeconds({ epochs, seeds, lengths }: FinalPlan): number {
  return (3 + lengths) * seeds * (epochs * extent.secondsPerEpoch + extent.secondsPerEmbedding);
}

describe('planSearch', () => {
  it('plans the whole when there is time, and no more than that', () => {
    const plan = planSearch(extent, 10_000);
    const { final, rungs } = plan;
    expect(final).toEqual({ epochs: 10, seeds: 3, lengths: 5 });
    expect(rungs).toMatchObject([
      { epochs: 1, seeds: 1 },
      { epochs: 3, seeds: 2 },
    ]);
    // 40 trainings of one epoch; a third of them twice for three epochs.
    const ends = rungEnds(extent, plan, 10_000);
    expect(ends[0]).toBeCloseTo(40, 9);
    expect(ends[1]).toBeCloseTo(40 + (40 / 3) * 2 * 3, 9);
  });

  it.each([100, 150, 250, 400, 700])('keeps within %d s', (seconds) => {
    const plan = planSearch(extent, seconds);
    const searchSeconds = rungEnds(extent, plan, seconds).at(-1) ?? 0;
    expect(searchSeconds).toBeGreaterThan(0);
    expect(searchSeconds + finalSeconds(plan.final)).toBeLessThanOrEqual(0.95 * seconds + 1e-9);
  });

  it('gives the search what trainings save that turn out to be faster', () => {
    const plan = planSearch(extent, 250);
    const ends = [1, 0.5].map((secondsPerEpoch) =>
      rungEnds({ ...extent, secondsPerEpoch }, plan, 250),
    );
    expect(ends[1]?.at(-1)).toBeGreaterThan(ends[0]?.at(-1) ?? 0);
    const slow = rungEnds({ ...extent, secondsPerEpoch: 100 }, plan, 250);
    expect(slow.at(-1)).toBeCloseTo(0.25 * 250, 9);
  });

  it('gives up lengths before seeds, and never has fewer than two', () => {
    const plans = [5000, 300, 250, 165, 20].map((seconds) => planSearch(extent, seconds).final);
    expect(plans.map(({ seeds, lengths }) => [seeds, lengths])).toEqual([
      [3, 5],
      [3, 5],
      [3, 5],
      [3, 3],
      [2, 3],
    ]);
    expect(plans.at(-1)?.epochs).toBe(1);
  });

  it('plans the final runs anew when the pace is known', () => {
    expect(planFinal(extent, 10_000)).toEqual({ epochs: 10, seeds: 3, lengths: 5 });
    const plan = planFinal({ ...extent, secondsPerEpoch: 2 }, 300);
    expect(plan.epochs).toBeLessThan(10);
    expect((3 + plan.lengths) * plan.seeds * (plan.epochs * 2 + 1)).toBeLessThanOrEqual(285);
  });
});
