import type { Miner } from './miner.js';

/**
 * Semi-hard mining (Schroff et al., FaceNet, arXiv 1503.03832, section 3.2), in the exact form that TensorFlow's
 * `triplet_semihard_loss` gave it: one triplet for every pair (anchor, positive).
 *
 *   negative = the nearest of the negatives that are strictly farther than the positive
 *   fallback = the farthest negative, where no negative is farther than the positive
 *
 * The chosen negative is semi-hard when it lies within the margin, d(a,p) < d(a,n) < d(a,p) + margin. Beyond the
 * margin the hinge is zero: the triplet counts as mined, but not as active, so the margin itself is not needed here.
 * Hard negatives (nearer than the positive) are only met in the fallback, by their easiest member: FaceNet reports
 * that picking the hardest ones collapses the model early in training.
 * Ties go to the negative that comes first in the batch.
 */
export const mineSemiHard: Miner = ({ distances, positives, negatives }, visit) => {
  for (const positive of positives) {
    const positiveDistance = distances[positive] as number;
    let chosen = -1;
    let chosenDistance = Number.POSITIVE_INFINITY;
    let farthest = -1;
    let farthestDistance = Number.NEGATIVE_INFINITY;
    for (const negative of negatives) {
      const distance = distances[negative] as number;
      if (distance > positiveDistance && distance < chosenDistance) {
        chosen = negative;
        chosenDistance = distance;
      }
      if (distance > farthestDistance) {
        farthest = negative;
        farthestDistance = distance;
      }
    }
    visit(positive, chosen === -1 ? farthest : chosen);
  }
};
