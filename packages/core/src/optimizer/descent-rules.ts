/**
 * What a step takes off the weights before the learning rate: the two rules, on flat vectors [P].
 * Both give a new direction and new moments, and leave disposing to the caller's scope.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfig } from './optimizer-config.js';

/** Running averages of a rule, each [P]. */
export type Moments = readonly tf.Tensor1D[];

export interface Rule {
  /** How many moments it keeps; they start at zero. */
  readonly moments: number;
  /** @param step from 1 */
  apply(
    gradient: tf.Tensor1D,
    moments: Moments,
    step: number,
  ): { readonly direction: tf.Tensor1D; readonly moments: Moments };
}

export function descentRule(config: OptimizerConfig): Rule {
  return config.kind === 'adam' ? adam : momentum(config.momentum);
}

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-7;

/**
 * Adam (Kingma and Ba, 2015). The corrections of the start are numbers, not vectors: m / (1 - b1^t)
 * over sqrt(v / (1 - b2^t)) + e is m / (sqrt(v) + e c) times c / (1 - b1^t), c = sqrt(1 - b2^t).
 */
const adam: Rule = {
  moments: 2,
  apply: (gradient, [first, second], step) => {
    const mean = decay(first as tf.Tensor1D, gradient, beta1);
    const square = decay(second as tf.Tensor1D, tf.square(gradient), beta2);
    const correction = Math.sqrt(1 - beta2 ** step);
    const direction = tf.div<tf.Tensor1D>(
      tf.mul(mean, correction / (1 - beta1 ** step)),
      tf.add(tf.sqrt(square), epsilon * correction),
    );
    return { direction, moments: [mean, square] };
  },
};

/** Gradient descent with momentum, as in PyTorch: the velocity takes the gradient whole. */
function momentum(share: number): Rule {
  return {
    moments: 1,
    apply: (gradient, [velocity]) => {
      const next = tf.add<tf.Tensor1D>(tf.mul(velocity as tf.Tensor1D, share), gradient);
      return { direction: next, moments: [next] };
    },
  };
}

/** average * share + value * (1 - share) */
function decay(average: tf.Tensor1D, value: tf.Tensor1D, share: number): tf.Tensor1D {
  return tf.add(tf.mul(average, share), tf.mul(value, 1 - share));
}
