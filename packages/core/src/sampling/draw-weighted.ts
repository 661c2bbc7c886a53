import type { Random } from '../random/index.js';

/** A position in `weights`, each drawn in proportion to its weight; -1 where all are 0. */
export function drawWeighted(weights: readonly number[], random: Random): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  const drawn = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  // Rounding can leave a trace after the last weight.
  return drawn === -1 ? weights.findLastIndex((weight) => weight > 0) : drawn;
}
