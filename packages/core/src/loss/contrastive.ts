import { cosineDistance } from './distance/cosine.js';
import { squaredEuclideanDistance } from './distance/euclidean.js';
import type { Loss } from './loss.js';
import type { ContrastiveLossConfig } from './loss-config.js';
import type { AnchorPass } from './tuple/anchor-row.js';
import type { BatchLabels } from './tuple/batch-labels.js';
import { type TupleOptions, tupleLoss } from './tuple/tuple-loss.js';

/** Pairs up to this far apart have no direction to be pushed in. */
const distanceEpsilon = 1e-6;

/**
 * Contrastive loss (Hadsell, Chopra, LeCun, "Dimensionality Reduction by Learning an Invariant
 * Mapping", CVPR 2006, equation 4): d^2 / 2 for a pair of one class, max(margin - d, 0)^2 / 2 for a
 * pair of two, d the Euclidean distance, between unit vectors where `normalize` is set.
 *
 * The paper sums over given pairs. A batch has many more pairs of two classes than of one, so here
 * it is the mean over the ones plus the mean over the others.
 */
export function contrastiveLoss(
  { margin, normalize }: ContrastiveLossConfig,
  options: TupleOptions,
): Loss {
  // Of unit vectors d^2 / 2 = 1 - cos.
  const distance = normalize ? cosineDistance : squaredEuclideanDistance;
  const halfSquares = normalize ? 1 : 0.5;
  const pass = (labels: BatchLabels): AnchorPass => {
    const share = pairShares(labels);
    return {
      visit: ({ distances, positives, negatives, upstream }, sums) => {
        sums.compared += positives.length + negatives.length;
        for (const positive of positives) {
          const half = halfSquares * (distances[positive] as number);
          sums.loss += share.positive * half;
          sums.active += half > 0 ? 1 : 0;
          upstream[positive] = share.positive * halfSquares;
        }
        for (const negative of negatives) {
          const apart = Math.sqrt(2 * halfSquares * Math.max(distances[negative] as number, 0));
          const missing = Math.max(margin - apart, 0);
          sums.loss += (share.negative * missing ** 2) / 2;
          sums.active += missing > 0 ? 1 : 0;
          // d (apart) / d (half square) = 1 / apart
          const direction = apart <= distanceEpsilon ? 0 : halfSquares / apart;
          upstream[negative] = -share.negative * missing * direction;
        }
      },
    };
  };
  return tupleLoss({ ...options, distance, pass });
}

/** What one ordered pair of a class, and one of two classes, adds to the mean of its kind. */
function pairShares({ classes }: BatchLabels): { positive: number; negative: number } {
  const size = classes.reduce((sum, { length }) => sum + length, 0);
  const inClasses = classes.reduce((sum, { length }) => sum + length ** 2, 0);
  return {
    positive: 1 / Math.max(inClasses - size, 1),
    negative: 1 / Math.max(size ** 2 - inClasses, 1),
  };
}
