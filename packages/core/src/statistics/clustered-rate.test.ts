import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { clusteredRate, exactBounds } from './clustered-rate.js';

const trials = (succeeded: number[], clusters: number[]) => ({
  succeeded: Uint8Array.from(succeeded),
  clusters: Int32Array.from(clusters),
});

describe('exactBounds', () => {
  it('gives what the definition gives', () => {
    // No success in 50 trials: the high bound has (1 - high)^50 = 0.025.
    expect(exactBounds(0, 50, 0.95)).toEqual({
      low: 0,
      high: expect.closeTo(1 - 0.025 ** (1 / 50), 12),
    });
    expect(exactBounds(1, 50, 0.95)).toEqual({
      low: expect.closeTo(0.025 ** (1 / 50), 12),
      high: 1,
    });
    // SciPy 1.17: stats.beta.ppf(0.025, 3, 98), stats.beta.ppf(0.975, 4, 97)
    const { low, high } = exactBounds(0.03, 100, 0.95);
    expect([low, high]).toEqual([
      expect.closeTo(0.006229971538306395, 12),
      expect.closeTo(0.08517605297428002, 12),
    ]);
  });
});

describe('clusteredRate', () => {
  it('counts a cluster whose trials always agree as about one trial', () => {
    const clusters = Array.from({ length: 400 }, (_, trial) => Math.floor(trial / 10));
    const together = clusters.map((cluster) => (cluster % 4 === 0 ? 1 : 0));
    const { rate, effectiveTrials } = clusteredRate(trials(together, clusters), 0.95);
    expect(rate).toBe(0.25);
    expect(effectiveTrials).toBeGreaterThan(35);
    expect(effectiveTrials).toBeLessThanOrEqual(40);
  });

  it('counts trials of clusters that are all alike as they are, but for the few clusters', () => {
    const clusters = Array.from({ length: 4000 }, (_, trial) => trial % 400);
    const apart = clusters.map((_, trial) => (trial % 4001 < 1000 ? 1 : 0));
    const { effectiveTrials } = clusteredRate(trials(apart, clusters), 0.95);
    expect(effectiveTrials).toBeGreaterThan(3900);
    expect(effectiveTrials).toBeLessThanOrEqual(4000);
  });

  it('counts two clusters that are taken for each other as one', () => {
    // 100 clusters of 4 trials; the trials of 0 and 1, 8 and 9, ... find each other.
    const clusters = Array.from({ length: 400 }, (_, trial) => trial >> 2);
    const mutual = clusters.map((cluster) => (cluster % 8 < 2 ? 1 : 0));
    const partners = Int32Array.from(clusters, (cluster) => cluster ^ 1);
    const oneSided = clusteredRate(trials(mutual, clusters), 0.95);
    const both = clusteredRate({ ...trials(mutual, clusters), partners }, 0.95);
    expect(both.rate).toBe(oneSided.rate);
    expect(oneSided.effectiveTrials / both.effectiveTrials).toBeCloseTo(2, 6);
  });

  it('knows of one cluster as little as of one trial', () => {
    const { effectiveTrials, high } = clusteredRate(trials([0, 0, 0, 1], [3, 3, 3, 3]), 0.95);
    expect(effectiveTrials).toBe(1);
    expect(high).toBeGreaterThan(0.97);
  });

  it('holds the truth as often as it says, when clusters differ', () => {
    // Each class has a rate of its own, drawn around 10 %: Beta(0.5, 4.5).
    const random = createRandom(5);
    const classRate = (): number => {
      const halfGamma = random.normal() ** 2 / 2;
      let rest = random.normal() ** 2 / 2;
      for (let round = 0; round < 4; round++) {
        rest -= Math.log(1 - random.next());
      }
      return halfGamma / (halfGamma + rest);
    };
    let covered = 0;
    for (let round = 0; round < 400; round++) {
      const clusters: number[] = [];
      const succeeded: number[] = [];
      for (let cluster = 0; cluster < 40; cluster++) {
        const rate = classRate();
        for (let trial = 0; trial < 15; trial++) {
          clusters.push(cluster);
          succeeded.push(random.next() < rate ? 1 : 0);
        }
      }
      const { low, high } = clusteredRate(trials(succeeded, clusters), 0.95);
      covered += low <= 0.1 && 0.1 <= high ? 1 : 0;
    }
    expect(covered / 400).toBeGreaterThan(0.92);
  });
});
