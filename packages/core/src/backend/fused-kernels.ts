/**
 * Kernels that TensorFlow.js does not have: what stands between two convolutions of an encoder as
 * one, and a step of an optimizer as one. A backend may lack them; whoever runs one asks first.
 */
import * as tf from '@tensorflow/tfjs-core';

/** Whether the selected backend has the kernel. */
export function hasKernel(name: string): boolean {
  return (tf.getKernel(name, tf.getBackend()) as tf.KernelConfig | undefined) !== undefined;
}

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

/**
 * A step of Adam: inputs values, gradient, mean, square; outputs the next values, mean and square.
 * All are [P].
 */
export const adamStep = 'AdamStep';

export interface AdamStepAttributes {
  /** What the running mean and the running mean of squares keep of themselves. */
  readonly meanKept: number;
  readonly squareKept: number;
  readonly rate: number;
  readonly epsilon: number;
}
