import type { GramRow, MiningDistance, RowGradient, Samples } from './pair-distance.js';

/**
 * |a - x|^2 = G_ii + G_jj - 2 G_ij, and its root. In float32 the difference carries an error of
 * about 1e-7 of the squared norms (the price of never forming a - x): distances below some 5e-4 of
 * the norms are noise.
 *
 *   d |a - x|^2 / d G_ij = -2       d |a - x|^2 / d G_ii = d |a - x|^2 / d G_jj = 1
 */
export const squaredEuclideanDistance: MiningDistance = {
  measure: measureSquares,
  differentiate: (row, samples, gradient) =>
    differentiateSquares(row, samples, { ...gradient, bySquaredDistance: () => 1 }),
  chord: (distance) => Math.sqrt(distance),
};

/**
 * Distances up to this have no direction: the root's derivative, 1 / (2 |a - x|), is taken as 0
 * there.
 */
const distanceEpsilon = 1e-6;

export const euclideanDistance: MiningDistance = {
  measure(row, samples, distances) {
    measureSquares(row, samples, distances);
    for (let other = 0; other < samples.size; other++) {
      distances[other] = Math.sqrt(distances[other] as number);
    }
  },
  differentiate: (row, samples, gradient) =>
    differentiateSquares(row, samples, {
      ...gradient,
      bySquaredDistance: (distance) => (distance <= distanceEpsilon ? 0 : 0.5 / distance),
    }),
  chord: (distance) => distance,
};

function measureSquares(
  { anchor, products, start }: GramRow,
  { size, squares }: Samples,
  distances: Float64Array,
): void {
  const square = squares[anchor] as number;
  for (let other = 0; other < size; other++) {
    const product = products[start + other] as number;
    distances[other] = Math.max(square + (squares[other] as number) - 2 * product, 0);
  }
}

interface SquaresGradient extends RowGradient {
  readonly bySquaredDistance: (distance: number) => number;
}

function differentiateSquares(
  { anchor, products, start }: GramRow,
  { size }: Samples,
  { distances, upstream, bySquare, bySquaredDistance }: SquaresGradient,
): void {
  let sum = 0;
  for (let other = 0; other < size; other++) {
    if (upstream[other] === 0) {
      products[start + other] = 0;
      continue;
    }
    const pull = (upstream[other] as number) * bySquaredDistance(distances[other] as number);
    products[start + other] = -2 * pull;
    bySquare[other] = (bySquare[other] as number) + pull;
    sum += pull;
  }
  bySquare[anchor] = (bySquare[anchor] as number) + sum;
}
