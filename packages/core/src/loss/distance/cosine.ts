import { type MiningDistance, normEpsilon } from './pair-distance.js';

/**
 * distance(a, x) = 1 - cos(a, x), the normalization included: cos_ij = G_ij / (r_i r_j).
 *
 *   d cos / d G_ij = 1 / (r_i r_j)       d cos / d G_ii = -cos / (2 r_i^2)       (the same in j)
 */
export const cosineDistance: MiningDistance = {
  measure({ anchor, products, start }, { size, norms }, distances) {
    const norm = norms[anchor] as number;
    for (let other = 0; other < size; other++) {
      distances[other] =
        1 - (products[start + other] as number) / (norm * (norms[other] as number));
    }
  },

  differentiate({ anchor, products, start }, { size, norms }, { distances, upstream, bySquare }) {
    const norm = norms[anchor] as number;
    let byCosine = 0;
    for (let other = 0; other < size; other++) {
      const pull = upstream[other] as number;
      const otherNorm = norms[other] as number;
      if (pull === 0 || norm <= normEpsilon || otherNorm <= normEpsilon) {
        products[start + other] = 0;
        continue;
      }
      const pulledCosine = pull * (1 - (distances[other] as number));
      products[start + other] = -pull / (norm * otherNorm);
      bySquare[other] = (bySquare[other] as number) + pulledCosine / (2 * otherNorm ** 2);
      byCosine += pulledCosine;
    }
    bySquare[anchor] = (bySquare[anchor] as number) + byCosine / (2 * norm ** 2);
  },

  chord: (distance) => Math.sqrt(2 * Math.max(distance, 0)),
};
