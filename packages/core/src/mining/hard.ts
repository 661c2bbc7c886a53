import type { Miner } from './miner.js';

/**
 * Batch-hard mining (Hermans et al., "In Defense of the Triplet Loss", arXiv 1703.07737): one
 * triplet an anchor, of its farthest positive and its nearest negative. It teaches most and is the
 * most easily misled: one wrong label is the hardest negative of its whole class, and early in a
 * training it can collapse the model. Ties go to the sample that comes first in the batch.
 */
export const mineHard: Miner = ({ distances, positives, negatives }, visit) => {
  let farthest = positives[0] as number;
  for (const positive of positives) {
    if ((distances[positive] as number) > (distances[farthest] as number)) {
      farthest = positive;
    }
  }
  let nearest = negatives[0] as number;
  for (let at = 0; at < negatives.length; at++) {
    const negative = negatives[at] as number;
    if ((distances[negative] as number) < (distances[nearest] as number)) {
      nearest = negative;
    }
  }
  visit(farthest, Int32Array.of(nearest));
};
