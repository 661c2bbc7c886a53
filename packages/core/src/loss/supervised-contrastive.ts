import { cosineDistance } from './distance/cosine.js';
import type { Loss } from './loss.js';
import type { SupervisedContrastiveLossConfig } from './loss-config.js';
import type { AnchorPass } from './tuple/anchor-row.js';
import { logSumExp } from './tuple/log-sum-exp.js';
import { countRanking } from './tuple/ranking.js';
import { type TupleOptions, tupleLoss } from './tuple/tuple-loss.js';

/**
 * Supervised contrastive loss (Khosla et al., arXiv 2004.11362, L_out): with s = cos / temperature,
 * mean over the anchors that have a positive of
 *
 *   - 1 / |P| sum_p log( exp(s_ap) / sum_{k != a} exp(s_ak) )  =  log sum_k exp(s_ak) - mean_p s_ap
 */
export function supervisedContrastiveLoss(
  { temperature }: SupervisedContrastiveLossConfig,
  options: TupleOptions,
): Loss {
  const visit: AnchorPass['visit'] = (row, sums) => {
    const { anchor, distances, positives, upstream } = row;
    if (positives.length === 0) {
      return;
    }
    // The distance is 1 - cos: the 1 falls out of the difference.
    const shares = distances.map((distance) => -distance / temperature); // [S]
    shares[anchor] = Number.NEGATIVE_INFINITY;
    let mean = 0;
    for (const positive of positives) {
      mean += (shares[positive] as number) / positives.length;
    }
    sums.loss += logSumExp(shares) - mean;
    sums.terms += 1;
    shares.forEach((share, other) => {
      upstream[other] = -share / temperature;
    });
    for (const positive of positives) {
      upstream[positive] = (upstream[positive] as number) + 1 / (positives.length * temperature);
    }
    countRanking(row, sums);
  };
  return tupleLoss({ ...options, distance: cosineDistance, pass: () => ({ visit }) });
}
