import type { GramMatrix } from '../gram-matrix.js';
import type { DistanceRow, GramGradient, PairDistance } from './pair-distance.js';

/**
 * |a - x|^2 = G_ii + G_jj - 2 G_ij, and its root. In float32 the difference carries an error of
 * about 1e-7 of the squared norms (the price of never forming a - x): distances below some 5e-4 of
 * the norms are noise.
 *
 *   d |a - x|^2 / d G_ij = -2       d |a - x|^2 / d G_ii = d |a - x|^2 / d G_jj = 1
 */
export const squaredEuclideanDistance: PairDistance = {
  measure: measureSquares,
  differentiate: (row, gradient) => differentiateSquares(row, gradient, () => 1),
};

/**
 * Distances up to this have no direction: the root's derivative, 1 / (2 |a - x|), is taken as 0
 * there.
 */
const distanceEpsilon = 1e-6;

export const euclideanDistance: PairDistance = {
  measure(gram, anchor, distances) {
    measureSquares(gram, anchor, distances);
    for (let other = 0; other < gram.size; other++) {
      distances[other] = Math.sqrt(distances[other] as number);
    }
  },
  differentiate: (row, gradient) =>
    differentiateSquares(row, gradient, (distance) =>
      distance <= distanceEpsilon ? 0 : 0.5 / distance,
    ),
};

function measureSquares(gram: GramMatrix, anchor: number, distances: Float64Array): void {
  const { size, products } = gram;
  const square = products[anchor * size + anchor] as number;
  for (let other = 0, entry = anchor * size; other < size; other++, entry++) {
    const otherSquare = products[other * size + other] as number;
    distances[other] = Math.max(square + otherSquare - 2 * (products[entry] as number), 0);
  }
}

function differentiateSquares(
  { gram: { size }, anchor, distances, upstream }: DistanceRow,
  { products, diagonal }: GramGradient,
  bySquare: (distance: number) => number,
): void {
  let sum = 0;
  for (let other = 0, entry = anchor * size; other < size; other++, entry++) {
    if (upstream[other] === 0) {
      continue;
    }
    const pull = (upstream[other] as number) * bySquare(distances[other] as number);
    products[entry] = (products[entry] as number) - 2 * pull;
    diagonal[other] = (diagonal[other] as number) + pull;
    sum += pull;
  }
  diagonal[anchor] = (diagonal[anchor] as number) + sum;
}
