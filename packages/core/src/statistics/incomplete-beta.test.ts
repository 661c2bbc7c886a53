import { expect, it } from 'vitest';
import { betaDistribution, betaQuantile, studentQuantile } from './incomplete-beta.js';

it('agrees with sums of binomials', () => {
  // P(X <= x) of Beta(k, n - k + 1) is the chance of k or more successes in n trials.
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
  for (const [n, k, x] of [
    [4, 2, 0.4],
    [12, 1, 0.05],
    [30, 28, 0.9],
  ] as const) {
    let tail = 0;
    for (let successes = k; successes <= n; successes++) {
      tail += choose(n, successes) * x ** successes * (1 - x) ** (n - successes);
    }
    expect(betaDistribution(x, k, n - k + 1)).toBeCloseTo(tail, 12);
  }
});

it('agrees with SciPy 1.17', () => {
  // special.betainc(a, b, x)
  expect(betaDistribution(0.1, 0.5, 3.5)).toBeCloseTo(0.592916177934411, 12);
  expect(betaDistribution(0.99, 300, 2.5)).toBeCloseTo(0.3018407916887135, 10);
  expect(betaDistribution(0.2, 5000, 20000)).toBeCloseTo(0.501261574460249, 8);
  // stats.beta.ppf(p, a, b) and stats.t.ppf(0.975, degrees)
  expect(betaQuantile(0.025, 3, 98)).toBeCloseTo(0.006229971538306395, 12);
  expect(betaQuantile(0.975, 4, 97)).toBeCloseTo(0.08517605297428002, 12);
  expect(studentQuantile(0.95, 1)).toBeCloseTo(12.706204736174694, 6);
  expect(studentQuantile(0.95, 6)).toBeCloseTo(2.4469118511449786, 9);
  expect(studentQuantile(0.95, 1000)).toBeCloseTo(1.9623390808264083, 9);
});
