import type { PairDistance } from './pair-distance.js';

/** distance(a, x) = -a.x: the more two vectors have in common, the nearer they are. */
export const dotProduct: PairDistance = {
  measure({ products, start }, { size }, distances) {
    for (let other = 0; other < size; other++) {
      distances[other] = -(products[start + other] as number);
    }
  },

  differentiate({ products, start }, { size }, { upstream }) {
    for (let other = 0; other < size; other++) {
      products[start + other] = -(upstream[other] as number);
    }
  },
};
