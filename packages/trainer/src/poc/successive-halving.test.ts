import { createRandom } from '@umbra/core/random';
import { describe, expect, it } from 'vitest';
import { type Rung, successiveHalving, type Trial } from './successive-halving.js';

const rungs: readonly Rung[] = [
  { epochs: 1, seeds: 1 },
  { epochs: 3, seeds: 2 },
  { epochs: 9, seeds: 3 },
];
const candidates = Array.from({ length: 27 }, (_, quality) => quality);

interface World {
  /** How far a score is from the quality, by rung. */
  readonly noise: readonly number[];
  readonly familyOf?: (candidate: number) => string | null;
  /** Trials until the time of each rung ends. */
  readonly trialsMax?: readonly number[];
}

/** A search among 27 candidates whose quality is their number; 26 is the best. */
async function search({ noise, familyOf = () => null, trialsMax = [] }: World) {
  const random = createRandom(3);
  const trials: Trial<number>[] = [];
  async function* run(trial: Trial<number>): AsyncGenerator<string, number | null> {
    const before = trials.filter(({ rung }) => rung === trial.rung).length;
    if (before >= (trialsMax[trial.rung] ?? Number.POSITIVE_INFINITY)) {
      return null;
    }
    trials.push(trial);
    yield `${trial.candidate}`;
    return trial.candidate + (noise[trial.rung] ?? 0) * random.normal();
  }
  const searching = successiveHalving({ candidates, rungs, seeds: [1, 2, 3], familyOf, run });
  let events = 0;
  let step = await searching.next();
  while (!step.done) {
    events++;
    step = await searching.next();
  }
  return { standings: step.value, trials, events };
}

describe('successiveHalving', () => {
  it('finds the best, and tries it with every seed', async () => {
    const { standings, trials, events } = await search({ noise: [0, 0, 0] });
    expect(standings.map(({ candidate }) => candidate)).toEqual(candidates.toReversed());
    expect(standings[0]).toEqual({ candidate: 26, rung: 2, scores: [26, 26, 26] });
    expect(standings.filter(({ rung }) => rung === 2)).toHaveLength(3);
    expect(standings.filter(({ rung }) => rung === 1)).toHaveLength(6);
    expect(trials).toHaveLength(27 + 9 * 2 + 3 * 3);
    expect(events).toBe(trials.length);
    const best = trials.filter(({ candidate, rung }) => candidate === 26 && rung === 2);
    expect(best.map(({ seed }) => seed)).toEqual([1, 2, 3]);
  });

  it('keeps the best where short trainings only hint at it', async () => {
    const { standings } = await search({ noise: [4, 1, 0.3] });
    expect(standings[0]?.candidate).toBeGreaterThanOrEqual(24);
  });

  it('takes the best of a family to the end, however far behind', async () => {
    const familyOf = (candidate: number): string | null => (candidate < 5 ? 'weak' : null);
    const { standings } = await search({ noise: [0, 0, 0], familyOf });
    const last = standings.filter(({ rung }) => rung === 2).map(({ candidate }) => candidate);
    expect(last).toEqual([26, 25, 24, 23, 4]);
  });

  it('ranks what it has when the time of a rung ends', async () => {
    // The second candidate of the second rung gets one of its two seeds.
    const late = await search({ noise: [0, 0, 0], trialsMax: [27, 3, 0] });
    expect(late.standings[0]).toEqual({ candidate: 26, rung: 1, scores: [26, 26] });
    expect(late.standings[1]).toEqual({ candidate: 25, rung: 0, scores: [25] });
  });

  it('takes as many candidates as the first rung has time for, and a third of them on', async () => {
    const { standings } = await search({ noise: [0, 0, 0], trialsMax: [10] });
    expect(standings.filter(({ rung }) => rung === -1)).toHaveLength(17);
    expect(standings.slice(0, 4).map(({ candidate, rung }) => [candidate, rung])).toEqual([
      [9, 2],
      [8, 2],
      [7, 1],
      [6, 1],
    ]);
  });
});
