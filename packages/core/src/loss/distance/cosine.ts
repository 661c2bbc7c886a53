import { normEpsilon } from '../gram-matrix.js';
import type { PairDistance } from './pair-distance.js';

/**
 * distance(a, x) = 1 - cos(a, x), the normalization included: cos_ij = G_ij / (r_i r_j).
 *
 *   d cos / d G_ij = 1 / (r_i r_j)       d cos / d G_ii = -cos / (2 r_i^2)       (the same in j)
 */
export const cosineDistance: PairDistance = {
  measure({ size, products, norms }, anchor, distances) {
    const norm = norms[anchor] as number;
    for (let other = 0, entry = anchor * size; other < size; other++, entry++) {
      distances[other] = 1 - (products[entry] as number) / (norm * (norms[other] as number));
    }
  },

  differentiate({ gram: { size, norms }, anchor, distances, upstream }, gradient) {
    const norm = norms[anchor] as number;
    if (norm <= normEpsilon) {
      return;
    }
    const { products, diagonal } = gradient;
    let byCosine = 0;
    for (let other = 0, entry = anchor * size; other < size; other++, entry++) {
      const pull = upstream[other] as number;
      const otherNorm = norms[other] as number;
      if (pull === 0 || otherNorm <= normEpsilon) {
        continue;
      }
      const pulledCosine = pull * (1 - (distances[other] as number));
      products[entry] = (products[entry] as number) - pull / (norm * otherNorm);
      diagonal[other] = (diagonal[other] as number) + pulledCosine / (2 * otherNorm ** 2);
      byCosine += pulledCosine;
    }
    diagonal[anchor] = (diagonal[anchor] as number) + byCosine / (2 * norm ** 2);
  },
};
