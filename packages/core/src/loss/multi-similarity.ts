import { cosineDistance } from './distance/cosine.js';
import type { Loss } from './loss.js';
import type { MultiSimilarityLossConfig } from './loss-config.js';
import type { AnchorPass, AnchorRow } from './tuple/anchor-row.js';
import { logSumExp } from './tuple/log-sum-exp.js';
import { countRanking } from './tuple/ranking.js';
import { sampleValues } from './tuple/sample-values.js';
import { type TupleOptions, tupleLoss } from './tuple/tuple-loss.js';

/**
 * Multi-similarity loss (Wang et al., arXiv 1904.06627, equation 15): with s = cos, mean over all
 * anchors of
 *
 *   1/alpha log(1 + sum_p exp(-alpha (s_ap - base)))
 *   + 1/beta log(1 + sum_n exp(beta (s_an - base)))
 *
 * over the pairs that the paper's own mining keeps (equations 11 and 12): negatives more alike than
 * the least alike positive less `epsilon`, and positives less alike than the most alike negative
 * plus `epsilon`. `epsilon: null` keeps all pairs.
 */
export function multiSimilarityLoss(
  config: MultiSimilarityLossConfig,
  options: TupleOptions,
): Loss {
  const { alpha, beta, base } = config;
  const visit: AnchorPass['visit'] = (row, sums) => {
    sums.terms += 1;
    const { positives, negatives } = keptPairs(row, config.epsilon);
    if (row.positives.length > 0) {
      countRanking(row, sums);
    }
    sums.loss += addSide(row, positives, -alpha, base) + addSide(row, negatives, beta, base);
  };
  return tupleLoss({ ...options, distance: cosineDistance, pass: () => ({ visit }) });
}

/** 1/|slope| log(1 + sum exp(slope (s - base))), and its derivative into `upstream`. */
function addSide(
  { distances, upstream }: AnchorRow,
  samples: Int32Array,
  slope: number,
  base: number,
): number {
  const shares = sampleValues(
    samples,
    (sample) => slope * (1 - (distances[sample] as number) - base),
  );
  const loss = logSumExp(shares, { addOne: true }) / Math.abs(slope);
  samples.forEach((sample, at) => {
    upstream[sample] = -Math.sign(slope) * (shares[at] as number);
  });
  return loss;
}

function keptPairs(
  { distances, positives, negatives }: AnchorRow,
  epsilon: number | null,
): { positives: Int32Array; negatives: Int32Array } {
  if (epsilon === null) {
    return { positives, negatives };
  }
  const distanceOf = (sample: number): number => distances[sample] as number;
  const nearest = negatives.reduce((least, at) => Math.min(least, distanceOf(at)), Infinity);
  const farthest = positives.reduce((most, at) => Math.max(most, distanceOf(at)), -Infinity);
  return {
    positives: positives.filter((sample) => distanceOf(sample) + epsilon > nearest),
    negatives: negatives.filter((sample) => distanceOf(sample) - epsilon < farthest),
  };
}
