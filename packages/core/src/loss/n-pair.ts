import { dotProduct } from './distance/dot-product.js';
import type { Loss } from './loss.js';
import type { NPairLossConfig } from './loss-config.js';
import type { AnchorPass, AnchorRow } from './tuple/anchor-row.js';
import type { BatchLabels } from './tuple/batch-labels.js';
import { logSumExp } from './tuple/log-sum-exp.js';
import { type TupleOptions, tupleLoss } from './tuple/tuple-loss.js';

/**
 * N-pair loss (Sohn, "Improved Deep Metric Learning with Multi-class N-pair Loss Objective", NIPS
 * 2016, equation 7): each class of the batch gives one pair, its first two samples (a_i, p_i), and
 * the positives of the other classes are the negatives; mean over the pairs of
 *
 *   log(1 + sum_{j != i} exp(a_i.p_j - a_i.p_i))  +  l2Weight (|a_i|^2 + |p_i|^2) / 2
 *
 * The second term keeps the vectors from growing, which alone would lower the first. Two pictures a
 * class are read and no more: sample with `images: 2`.
 */
export function nPairLoss({ l2Weight }: NPairLossConfig, options: TupleOptions): Loss {
  const pass = (labels: BatchLabels): AnchorPass => {
    const pairs = labels.classes.filter(({ length }) => length > 1);
    const partners = pairs.map((samples) => samples[1] as number);
    return {
      groups: pairs.map((samples) => samples.slice(0, 1)),
      visit: (row, sums) => {
        const { anchor, distances, positives, upstream } = row;
        const partner = positives[0] as number;
        const shares = Float64Array.from(partners, (sample) => -(distances[sample] as number));
        const own = -(distances[partner] as number);
        sums.compared += 1;
        sums.active += shares.some((similarity) => similarity > own) ? 1 : 0;
        sums.loss += logSumExp(shares) - own;
        sums.terms += 1;
        partners.forEach((sample, at) => {
          upstream[sample] = (sample === partner ? 1 : 0) - (shares[at] as number);
        });
        for (const sample of [anchor, partner]) {
          sums.loss += weighSquare(row, sample, l2Weight / 2);
        }
      },
    };
  };
  return tupleLoss({ ...options, distance: dotProduct, pass });
}

function weighSquare({ samples, bySquare }: AnchorRow, sample: number, weight: number): number {
  bySquare[sample] = (bySquare[sample] as number) + weight;
  return weight * (samples.squares[sample] as number);
}
