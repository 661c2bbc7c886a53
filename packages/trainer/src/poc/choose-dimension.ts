import type { Spread } from './statistics.js';

interface Rated {
  readonly dimension: number;
  /** Of the pictures that the trainings held back. */
  readonly validation: Spread;
}

/**
 * The shortest vectors that are as good as the best ones, by the one-standard-error rule (Breiman
 * et al., "Classification and Regression Trees", 1984): what lies within one standard error of the
 * best mean is not worse as far as these runs can tell, and shorter vectors cost less.
 */
export function chooseDimension<Row extends Rated>(
  rows: readonly Row[],
  standardError: number,
): Row | undefined {
  const best = rows.toSorted((a, b) => b.validation.mean - a.validation.mean)[0];
  if (best === undefined) {
    return undefined;
  }
  const least = best.validation.mean - standardError;
  return rows
    .filter(({ validation }) => validation.mean >= least)
    .toSorted((a, b) => a.dimension - b.dimension)[0];
}
