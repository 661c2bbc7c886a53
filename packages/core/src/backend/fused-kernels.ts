/**
 * Kernels that TensorFlow.js does not have: what stands between two convolutions of an encoder, as
 * one. A backend may lack them; whoever runs one asks `hasFusedKernels` first.
 */

/**
 * Y = relu(normalize(pool(X))): inputs x [N, H, W, C], gain [C], offset [C]; outputs Y [N, H / 2,
 * W / 2, C], the pooled P of the same shape, and mean and variance of P [C].
 */
export const poolNormalizeRelu = 'PoolNormalizeRelu';

/** Its gradient: inputs dy, x, pooled, output, mean, variance, gain; outputs dX, dgain, doffset. */
export const poolNormalizeReluGrad = 'PoolNormalizeReluGrad';

export interface PoolNormalizeReluAttributes {
  readonly epsilon: number;
  /** Whether a relu comes before the pool. */
  readonly reluFirst: boolean;
}
