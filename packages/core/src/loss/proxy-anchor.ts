import type { Loss } from './loss.js';
import type { ProxyAnchorLossConfig } from './loss-config.js';
import { type ProxyBatch, type ProxyOptions, proxyLoss } from './proxy/proxy-loss.js';

/**
 * Proxy-Anchor loss (Kim et al., arXiv 2003.13911, equation 4): one proxy a class is the anchor,
 * all samples of the batch are its positives or negatives. With s = cos, C classes, of which C+ are
 * in the batch,
 *
 *   1/C+ sum_c+ log(1 + sum_x exp(-scale (s_xc - margin)))       over the samples x of class c
 *   + 1/C sum_c log(1 + sum_x exp(scale (s_xc + margin)))        over those of other classes
 */
export function proxyAnchorLoss(
  { margin, scale, learningRateFactor }: ProxyAnchorLossConfig,
  options: ProxyOptions,
): Loss {
  const objective = ({ cosines, labels, classes }: ProxyBatch): number => {
    const isOwn = (entry: number): boolean =>
      entry % classes === labels[Math.floor(entry / classes)];
    const sums = { own: new Float64Array(classes), other: new Float64Array(classes) };
    cosines.forEach((cosine, entry) => {
      const proxy = entry % classes;
      const side = isOwn(entry) ? sums.own : sums.other;
      const exponent = isOwn(entry) ? -scale * (cosine - margin) : scale * (cosine + margin);
      // At most exp(256 * 3): the configuration's bounds keep it within a float64.
      side[proxy] = (side[proxy] as number) + Math.exp(exponent);
    });
    const present = sums.own.filter((sum) => sum > 0).length;
    cosines.forEach((cosine, entry) => {
      const proxy = entry % classes;
      cosines[entry] = isOwn(entry)
        ? (-scale * Math.exp(-scale * (cosine - margin))) /
          (present * (1 + (sums.own[proxy] as number)))
        : (scale * Math.exp(scale * (cosine + margin))) /
          (classes * (1 + (sums.other[proxy] as number)));
    });
    const total = (side: Float64Array): number =>
      side.reduce((sum, exponentials) => sum + Math.log1p(exponentials), 0);
    return total(sums.own) / present + total(sums.other) / classes;
  };
  return proxyLoss({ ...options, learningRateFactor, objective });
}
