import { type MiningDistance, normEpsilon } from './pair-distance.js';

/** Relative error of an entry of the Gram matrix: two units in the last place of a float32. */
const resolution = 2 ** -22;

/**
 * The gap between the anchor's own shadow on its axis, |a|, and the shadow of x on it:
 *
 *   gap(a, x) = | |a| - a.x / |a| |        gap_ij = | r_i - G_ij / r_i |
 *
 * Not symmetric: gap_ij = gap_ji only where the norms are equal. With s = sign(r_i - G_ij / r_i):
 *
 *   d gap / d G_ij = -s / r_i
 *   d gap / d r_i = s (1 + G_ij / r_i^2), and d r_i / d G_ii = 1 / (2 r_i)
 *
 * The kink has the derivative 0 (sign(0) = 0), and gaps within float32's resolution count as 0:
 * their sign is that of a rounding, which would push the samples of a collapsed batch apart at
 * random.
 */
export const shadowGap: MiningDistance = {
  measure({ anchor, products, start }, { size, norms }, distances) {
    const norm = norms[anchor] as number;
    for (let other = 0; other < size; other++) {
      distances[other] = Math.abs(norm - (products[start + other] as number) / norm);
    }
  },

  differentiate({ anchor, products, start }, { size, norms }, { upstream, bySquare }) {
    const norm = norms[anchor] as number;
    let byNorm = 0;
    for (let other = 0; other < size; other++) {
      const pull = upstream[other] as number;
      const shadow = (products[start + other] as number) / norm;
      if (pull === 0 || norm <= normEpsilon || Math.abs(norm - shadow) <= resolution * norm) {
        products[start + other] = 0;
        continue;
      }
      const signed = pull * Math.sign(norm - shadow);
      products[start + other] = -signed / norm;
      byNorm += signed * (1 + shadow / norm);
    }
    bySquare[anchor] = (bySquare[anchor] as number) + byNorm / (2 * norm);
  },

  // Of vectors as long as the anchor: gap = |a| (1 - cos).
  chord: (distance, norm) => Math.sqrt((2 * distance) / norm),
};
