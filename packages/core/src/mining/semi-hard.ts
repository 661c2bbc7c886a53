import type { Anchor, Miner } from './miner.js';

/**
 * Semi-hard mining (Schroff et al., FaceNet, arXiv 1503.03832, section 3.2), in the form that
 * TensorFlow's `triplet_semihard_loss` gave it: one triplet for every pair (anchor, positive).
 *
 *   negative = the nearest of the negatives that are strictly farther than the positive
 *   fallback = the farthest negative, where no negative is farther than the positive
 *
 * The chosen negative is semi-hard when it lies within the margin, d(a,p) < d(a,n) < d(a,p) +
 * margin. Beyond the margin the hinge is zero: the triplet counts as mined, but not as active, so
 * the margin itself is not needed here. Hard negatives (nearer than the positive) are met in the
 * fallback only, by their easiest member: FaceNet reports that picking the hardest ones collapses
 * the model early in training. Ties go to the negative that comes first in the batch.
 */
export const mineSemiHard: Miner = (anchor, visit) => {
  const chosen = new Int32Array(1);
  for (const positive of anchor.positives) {
    chosen[0] = semiHardNegative(anchor, anchor.distances[positive] as number);
    visit(positive, chosen);
  }
};

function semiHardNegative({ distances, negatives }: Anchor, positiveDistance: number): number {
  let nearest = -1;
  let nearestDistance = Number.POSITIVE_INFINITY;
  let farthest = -1;
  let farthestDistance = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < negatives.length; at++) {
    const negative = negatives[at] as number;
    const distance = distances[negative] as number;
    if (distance > positiveDistance && distance < nearestDistance) {
      nearest = negative;
      nearestDistance = distance;
    }
    if (distance > farthestDistance) {
      farthest = negative;
      farthestDistance = distance;
    }
  }
  return nearest === -1 ? farthest : nearest;
}
