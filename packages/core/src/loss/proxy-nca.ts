import type { Loss } from './loss.js';
import type { ProxyNcaLossConfig } from './loss-config.js';
import { meanCrossEntropy } from './proxy/cross-entropy.js';
import { type ProxyOptions, proxyLoss } from './proxy/proxy-loss.js';

/**
 * ProxyNCA++ (Teh, DeVries, Taylor, arXiv 2004.01113, equation 6): with one proxy a class and d the
 * squared Euclidean distance of unit vectors, mean over the samples of
 *
 *   -log( exp(-d(x, own) / temperature) / sum_c exp(-d(x, c) / temperature) )
 *
 * Of d = 2 - 2 cos the 2 falls out of the quotient.
 */
export function proxyNcaLoss(
  { temperature, learningRateFactor }: ProxyNcaLossConfig,
  options: ProxyOptions,
): Loss {
  const slope = 2 / temperature;
  return proxyLoss({
    ...options,
    learningRateFactor,
    objective: (batch) =>
      meanCrossEntropy(batch, {
        logitsOf: ({ cosines }, logits) => {
          cosines.forEach((cosine, at) => {
            logits[at] = slope * cosine;
          });
        },
        differentiate: ({ cosines }, byLogits) => {
          cosines.set(byLogits.map((derivative) => slope * derivative));
        },
      }),
  });
}
