import { cosineDistance } from './distance/cosine.js';
import { shadowGap } from './distance/shadow-gap.js';
import type { Loss } from './loss.js';
import type { ShadowLossConfig } from './loss-config.js';
import { type TripletOptions, tripletLoss } from './tuple/triplet-loss.js';

/**
 * Shadow Loss (Khan, Hasan, Anjum, Mohammed, "Shadow Loss: Memory-linear deep metric learning for
 * efficient training", arXiv 2311.14012). For an anchor a, a positive p and a negative n:
 *
 *   pi(x) = a.x / |a|       gap(x) = | |a| - pi(x) |       L = max(gap(p) - gap(n) + margin, 0)
 *
 * Not the vectors are compared but their shadows on the anchor's direction. The paper writes the
 * formula with norms and normalizes in its experiments, so both are offered:
 *
 * `normalize: true` puts all vectors on the unit sphere first. There |a| = 1 >= pi(x), the absolute
 * value is redundant and gap(x) = 1 - cos(a, x): the loss is the cosine triplet hinge, and half the
 * squared Euclidean triplet loss with the doubled margin. It therefore shares that distance;
 * nothing else is hidden in it.
 *
 * `normalize: false` takes the formula by its letter. Parts of p and n across the anchor's axis are
 * not seen, and the gradient by a short anchor is large (1 / |a|).
 *
 * Claims of the paper that `shadow.test.ts` and `loss-memory.test.ts` check: a collapse costs the
 * margin (and has no gradient to leave it by); on unit vectors the loss is 2-Lipschitz in the
 * anchor; no buffer beyond the embeddings and their gradient grows with D. Not checked, because it
 * is a matter of training: faster convergence and better recall than the triplet loss.
 *
 * Not found in what could be read of the paper, and decided here: mean over the active triplets,
 * the epsilon of `pair-distance.ts`, gradients through the anchor as through p and n.
 */
export function shadowLoss({ margin, normalize }: ShadowLossConfig, options: TripletOptions): Loss {
  return tripletLoss({ ...options, margin, distance: normalize ? cosineDistance : shadowGap });
}
