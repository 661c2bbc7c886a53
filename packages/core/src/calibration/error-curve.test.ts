import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { clusteredRate } from '../statistics/index.js';
import { errorCurve } from './error-curve.js';
import { scoreHistogram } from './score-histogram.js';
import type { Trials } from './trials.js';

const random = createRandom(4);

/** Scores to three digits, so that many tie, of classes that go up and down together. */
function drawTrials(count: number, mean: number): Trials {
  const levels = Array.from({ length: 40 }, () => 0.1 * random.normal());
  const classes = Int32Array.from({ length: count }, () => random.below(levels.length));
  return {
    classes,
    answers: Int32Array.from({ length: count }, () => random.below(levels.length)),
    scores: Float64Array.from(classes, (label) => {
      const drawn = mean + (levels[label] ?? 0) + 0.08 * random.normal();
      return Math.round(1000 * Math.min(1, Math.max(0, drawn))) / 1000;
    }),
  };
}

const genuine = drawTrials(1500, 0.75);
const impostor = drawTrials(1700, 0.5);

describe('errorCurve', () => {
  it('has at each of its thresholds what counting the trials gives', async () => {
    const curve = await errorCurve({ genuine, impostor }, 0.95);
    expect(curve.length).toBeGreaterThan(120);
    expect(curve.length).toBeLessThanOrEqual(200);
    const rateOf = ({ scores, classes, answers }: Trials, wins: (score: number) => boolean) => {
      const succeeded = Uint8Array.from(scores, (score) => (wins(score) ? 1 : 0));
      return clusteredRate({ succeeded, clusters: classes, partners: answers }, 0.95);
    };
    for (const { threshold, far, frr } of curve) {
      const wantedFar = rateOf(impostor, (score) => score >= threshold);
      const wantedFrr = rateOf(genuine, (score) => score < threshold);
      for (const name of ['rate', 'low', 'high'] as const) {
        expect(far[name]).toBeCloseTo(wantedFar[name], 9);
        expect(frr[name]).toBeCloseTo(wantedFrr[name], 9);
      }
    }
    const thresholds = curve.map(({ threshold }) => threshold);
    expect(thresholds).toEqual([...thresholds].sort((a, b) => a - b));
  });

  it('shows each of the rarest errors: every step at the ends, no wide gap between', async () => {
    const curve = await errorCurve({ genuine, impostor }, 0.95);
    const top = [...new Set(impostor.scores)].sort((a, b) => b - a).slice(0, 4);
    expect(curve.map(({ threshold }) => threshold)).toEqual(expect.arrayContaining(top));
    const steps = curve.slice(1).map(({ far }, at) => (curve[at]?.far.rate ?? 1) - far.rate);
    expect(Math.max(...steps)).toBeLessThan(0.05);
  });

  it('takes a single score', async () => {
    const one = { scores: Float64Array.of(0.5), classes: Int32Array.of(0) };
    const trials = { ...one, answers: Int32Array.of(1) };
    const curve = await errorCurve({ genuine: trials, impostor: trials }, 0.95);
    expect(curve).toMatchObject([{ threshold: 0.5, far: { rate: 1 }, frr: { rate: 0 } }]);
  });
});

describe('scoreHistogram', () => {
  it('counts every score once, in bins from the lowest to the highest', () => {
    const { low, high, ...counts } = scoreHistogram({
      genuine: genuine.scores,
      impostor: impostor.scores,
    });
    const all = [...genuine.scores, ...impostor.scores];
    expect([low, high]).toEqual([Math.min(...all), Math.max(...all)]);
    expect(counts.genuine).toHaveLength(50);
    for (const [side, { scores }] of [
      ['genuine', genuine],
      ['impostor', impostor],
    ] as const) {
      const width = (high - low) / 50;
      const third = scores.filter(
        (score) => (score - low) / width >= 3 && (score - low) / width < 4,
      ).length;
      expect(counts[side][3]).toBe(third);
      expect(counts[side].reduce((sum, count) => sum + count, 0)).toBe(scores.length);
    }
  });

  it('has room where all scores are the same', () => {
    const scores = Float64Array.of(1, 1);
    const { low, high, genuine: counts } = scoreHistogram({ genuine: scores, impostor: scores });
    expect([low, high, counts[0]]).toEqual([1, 1.01, 2]);
  });
});
