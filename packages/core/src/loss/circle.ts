import { cosineDistance } from './distance/cosine.js';
import type { Loss } from './loss.js';
import type { CircleLossConfig } from './loss-config.js';
import type { AnchorPass } from './tuple/anchor-row.js';
import { logSumExp } from './tuple/log-sum-exp.js';
import { countRanking } from './tuple/ranking.js';
import { sampleValues } from './tuple/sample-values.js';
import { type TupleOptions, tupleLoss } from './tuple/tuple-loss.js';

/**
 * Circle loss with pair-wise labels (Sun et al., arXiv 2002.10857, equations 6 to 8): with s = cos,
 * m the margin and g the scale, mean over the anchors that have positives and negatives of
 *
 *   log(1 + sum_n exp(g w_n (s_an - m)) sum_p exp(-g w_p (s_ap - (1 - m))))
 *   w_n = max(s_an + m, 0)       w_p = max(1 + m - s_ap, 0)
 *
 * The weights w say how far a pair is from where it should be; as in the paper they are not
 * differentiated.
 */
export function circleLoss({ margin, scale }: CircleLossConfig, options: TupleOptions): Loss {
  const visit: AnchorPass['visit'] = (row, sums) => {
    const { distances, positives, negatives, upstream } = row;
    if (positives.length === 0 || negatives.length === 0) {
      return;
    }
    const similarity = (sample: number): number => 1 - (distances[sample] as number);
    const pull = (positive: number): number =>
      -scale * Math.max(1 + margin - similarity(positive), 0);
    const push = (negative: number): number => scale * Math.max(similarity(negative) + margin, 0);
    const shareOfPositives = sampleValues(
      positives,
      (sample) => pull(sample) * (similarity(sample) - (1 - margin)),
    );
    const shareOfNegatives = sampleValues(
      negatives,
      (sample) => push(sample) * (similarity(sample) - margin),
    );
    const total = logSumExp(shareOfPositives) + logSumExp(shareOfNegatives);
    const slope = 1 / (1 + Math.exp(-total));
    sums.loss += Math.max(total, 0) + Math.log1p(Math.exp(-Math.abs(total)));
    sums.terms += 1;
    positives.forEach((sample, at) => {
      upstream[sample] = -slope * (shareOfPositives[at] as number) * pull(sample);
    });
    negatives.forEach((sample, at) => {
      upstream[sample] = -slope * (shareOfNegatives[at] as number) * push(sample);
    });
    countRanking(row, sums);
  };
  return tupleLoss({ ...options, distance: cosineDistance, pass: () => ({ visit }) });
}
