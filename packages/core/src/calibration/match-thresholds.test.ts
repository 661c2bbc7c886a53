import { expect, it } from 'vitest';
import { type CalibratedThreshold, matchOf, matchThresholds } from './index.js';

const estimate = { rate: 0, low: 0, high: 0.1, effectiveTrials: 100 };
const at = (targetFar: number, threshold: number): CalibratedThreshold => ({
  kind: 'supported',
  targetFar,
  threshold,
  far: estimate,
  frr: estimate,
});
const thresholds = [
  at(0.1, 0.7),
  at(0.01, 0.8),
  { kind: 'unsupported', targetFar: 0.001, effectiveTrials: 900, neededTrials: 3000 } as const,
];

it('takes the loosest threshold that keeps what is wanted, and knows no other', () => {
  expect(matchThresholds({ thresholds }, 0.05)).toEqual({ match: 0.8, uncertain: 0.7 });
  expect(matchThresholds({ thresholds }, 0.1)).toEqual({ match: 0.7, uncertain: 0.7 });
  expect(matchThresholds({ thresholds }, 0.001)).toEqual({ match: null, uncertain: 0.7 });
  expect(matchThresholds({ thresholds: thresholds.slice(2) }, 0.5)).toEqual({
    match: null,
    uncertain: null,
  });
});

it('calls a score by the thresholds that it reaches', () => {
  const found = matchThresholds({ thresholds }, 0.01);
  expect([0.8, 0.79, 0.7, 0.69].map((score) => matchOf(score, found))).toEqual([
    'match',
    'uncertain',
    'uncertain',
    'noMatch',
  ]);
  expect(matchOf(0.9, matchThresholds({ thresholds }, 0.001))).toBe('uncertain');
});
