import type { Loss } from './loss.js';
import type { ArcFaceLossConfig } from './loss-config.js';
import { meanCrossEntropy } from './proxy/cross-entropy.js';
import { type ProxyOptions, proxyLoss } from './proxy/proxy-loss.js';

/** At the angles 0 and 180 degrees the derivative of the angle is without bound. */
const sineMin = 1e-3;

/**
 * ArcFace (Deng et al., arXiv 1801.07698, equation 3): with one weight vector a class and theta the
 * angle between a sample and one of them, mean over the samples of the cross-entropy of the logits
 *
 *   scale cos(theta_own + margin)       scale cos(theta_c) for the others
 *
 * Where theta + margin is beyond 180 degrees the cosine would rise again; there it goes on as
 * cos(theta) - margin sin(margin), as in the authors' code.
 */
export function arcFaceLoss(
  { marginDegrees, scale, learningRateFactor }: ArcFaceLossConfig,
  options: ProxyOptions,
): Loss {
  const margin = (marginDegrees * Math.PI) / 180;
  const beyond = (cosine: number): boolean => cosine < Math.cos(Math.PI - margin);
  const sine = (cosine: number): number => Math.sqrt(Math.max(1 - cosine ** 2, 0));
  const shifted = (cosine: number): number =>
    beyond(cosine)
      ? cosine - margin * Math.sin(margin)
      : cosine * Math.cos(margin) - sine(cosine) * Math.sin(margin);
  const slope = (cosine: number): number =>
    beyond(cosine)
      ? 1
      : Math.cos(margin) + (cosine * Math.sin(margin)) / Math.max(sine(cosine), sineMin);

  return proxyLoss({
    ...options,
    learningRateFactor,
    objective: (batch) =>
      meanCrossEntropy(batch, {
        logitsOf: ({ label, cosines }, logits) => {
          cosines.forEach((cosine, at) => {
            logits[at] = scale * (at === label ? shifted(cosine) : cosine);
          });
        },
        differentiate: ({ label, cosines }, byLogits) => {
          const own = slope(cosines[label] as number);
          byLogits.forEach((derivative, at) => {
            cosines[at] = scale * derivative * (at === label ? own : 1);
          });
        },
      }),
  });
}
