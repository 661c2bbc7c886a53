import type { Loss } from './loss.js';
import type { SoftTripleLossConfig } from './loss-config.js';
import { meanCrossEntropy, type ProxyRow } from './proxy/cross-entropy.js';
import { type ProxyOptions, proxyLoss } from './proxy/proxy-loss.js';
import { logSumExp } from './tuple/log-sum-exp.js';

/** Centers this near to each other, in cosine, are one: the distance's root has no slope there. */
const sameCenter = 1e-6;

/**
 * SoftTriple (Qian et al., arXiv 1909.05235, equations 8 and 9): each class has several centers,
 * and its likeness to a sample is the softly largest of theirs,
 *
 *   S_c = sum_k q_k cos(x, w_ck),       q = softmax(cos(x, w_ck) / gamma)
 *
 * The loss is the mean cross-entropy of the logits scale S_c, of the own class
 * scale (S_c - margin), plus `regularization` times the mean half distance of the centers of a
 * class (equation 10), which merges those that are not needed.
 */
export function softTripleLoss(config: SoftTripleLossConfig, options: ProxyOptions): Loss {
  const { centers, scale, gamma, margin, regularization, learningRateFactor } = config;
  const { classes, dimension } = options;
  const shares = new Float64Array(centers);
  /** Likeness to the centers of a class; leaves their shares q in `shares`. */
  const likeness = ({ cosines }: ProxyRow, label: number): number => {
    const own = cosines.subarray(label * centers, (label + 1) * centers);
    own.forEach((cosine, at) => {
      shares[at] = cosine / gamma;
    });
    logSumExp(shares);
    return own.reduce((sum, cosine, at) => sum + (shares[at] as number) * cosine, 0);
  };
  return proxyLoss({
    ...options,
    centers,
    learningRateFactor,
    objective: (batch) =>
      meanCrossEntropy(batch, {
        logitsOf: (row, logits) => {
          for (let label = 0; label < classes; label++) {
            logits[label] = scale * (likeness(row, label) - (label === row.label ? margin : 0));
          }
        },
        differentiate: (row, byLogits) => {
          for (let label = 0; label < classes; label++) {
            const like = likeness(row, label);
            const byLikeness = scale * (byLogits[label] as number);
            for (let at = 0; at < centers; at++) {
              const center = label * centers + at;
              const cosine = row.cosines[center] as number;
              // d S / d cos_k = q_k (1 + (cos_k - S) / gamma)
              row.cosines[center] =
                byLikeness * (shares[at] as number) * (1 + (cosine - like) / gamma);
            }
          }
        },
      }),
    ...(regularization > 0 &&
      centers > 1 && {
        regularizer: (unit, gradient) =>
          addCenterDistances({ unit, gradient, classes, centers, dimension, regularization }),
      }),
  });
}

interface CenterDistances {
  readonly unit: Float32Array /* [classes * centers, d] */;
  readonly gradient: Float32Array /* [classes * centers, d] */;
  readonly classes: number;
  readonly centers: number;
  readonly dimension: number;
  readonly regularization: number;
}

/** The sum over the pairs of centers of a class of |w - v|, over classes centers (centers - 1). */
function addCenterDistances(options: CenterDistances): number {
  const { unit, gradient, classes, centers, dimension, regularization } = options;
  const weight = regularization / (classes * centers * (centers - 1));
  let loss = 0;
  for (let center = 0; center < classes * centers; center++) {
    const classEnd = (Math.floor(center / centers) + 1) * centers;
    for (let other = center + 1; other < classEnd; other++) {
      const [here, there] = [center * dimension, other * dimension];
      let cosine = 0;
      for (let at = 0; at < dimension; at++) {
        cosine += (unit[here + at] as number) * (unit[there + at] as number);
      }
      const distance = Math.sqrt(Math.max(2 - 2 * cosine, 0));
      loss += weight * distance;
      const slope = 1 - cosine < sameCenter ? 0 : -weight / distance;
      for (let at = 0; at < dimension; at++) {
        gradient[here + at] =
          (gradient[here + at] as number) + slope * (unit[there + at] as number);
        gradient[there + at] =
          (gradient[there + at] as number) + slope * (unit[here + at] as number);
      }
    }
  }
  return loss;
}
