/**
 * What a step makes of the weights: the two rules, on flat vectors [P]. Both give new weights and
 * new moments, and leave disposing to the caller's scope.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type AdamStepAttributes, adamStep, hasKernel } from '../backend/index.js';
import type { OptimizerConfig } from './optimizer-config.js';

/** Running averages of a rule, each [P]. */
export type Moments = readonly tf.Tensor1D[];

export interface Descent {
  readonly values: tf.Tensor1D;
  readonly gradient: tf.Tensor1D;
  readonly moments: Moments;
  /** From 1. */
  readonly step: number;
  readonly rate: number;
}

export interface Rule {
  /** How many moments it keeps; they start at zero. */
  readonly moments: number;
  apply(descent: Descent): Pick<Descent, 'values' | 'moments'>;
}

export function descentRule(config: OptimizerConfig): Rule {
  return config.kind === 'adam' ? adam : momentum(config.momentum);
}

const meanKept = 0.9;
const squareKept = 0.999;
const epsilon = 1e-7;

/**
 * Adam (Kingma and Ba, 2015). The corrections of the start are numbers, not vectors: m / (1 - b1^t)
 * over sqrt(v / (1 - b2^t)) + e is m / (sqrt(v) + e c) times c / (1 - b1^t), c = sqrt(1 - b2^t).
 */
const adam: Rule = {
  moments: 2,
  apply: ({ values, gradient, moments: [first, second], step, rate }) => {
    const correction = Math.sqrt(1 - squareKept ** step);
    const numbers = {
      meanKept,
      squareKept,
      rate: (rate * correction) / (1 - meanKept ** step),
      epsilon: epsilon * correction,
    };
    const inputs = { values, gradient, mean: first as tf.Tensor1D, square: second as tf.Tensor1D };
    const [next, ...moments] = (hasKernel(adamStep) ? fusedStep : composedStep)(inputs, numbers);
    return { values: next as tf.Tensor1D, moments };
  },
};

interface AdamInputs {
  readonly values: tf.Tensor1D;
  readonly gradient: tf.Tensor1D;
  readonly mean: tf.Tensor1D;
  readonly square: tf.Tensor1D;
}

/** The next values, mean and square, in one pass. */
function fusedStep(inputs: AdamInputs, numbers: AdamStepAttributes): tf.Tensor1D[] {
  return tf.engine().runKernel(adamStep, { ...inputs }, { ...numbers });
}

/** The same, kernel by kernel. */
function composedStep(inputs: AdamInputs, numbers: AdamStepAttributes): tf.Tensor1D[] {
  const { values, gradient } = inputs;
  const mean = decay(inputs.mean, gradient, numbers.meanKept);
  const square = decay(inputs.square, tf.square(gradient), numbers.squareKept);
  const move = tf.div(tf.mul(mean, numbers.rate), tf.add(tf.sqrt(square), numbers.epsilon));
  return [tf.sub(values, move), mean, square];
}

/** Gradient descent with momentum, as in PyTorch: the velocity takes the gradient whole. */
function momentum(share: number): Rule {
  return {
    moments: 1,
    apply: ({ values, gradient, moments: [velocity], rate }) => {
      const next = tf.add<tf.Tensor1D>(tf.mul(velocity as tf.Tensor1D, share), gradient);
      return { values: tf.sub(values, tf.mul(next, rate)), moments: [next] };
    },
  };
}

/** average * share + value * (1 - share) */
function decay(average: tf.Tensor1D, value: tf.Tensor1D, share: number): tf.Tensor1D {
  return tf.add(tf.mul(average, share), tf.mul(value, 1 - share));
}
