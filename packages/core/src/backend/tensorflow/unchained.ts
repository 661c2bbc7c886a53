/**
 * Prelu, and Exp of whole numbers, on native TensorFlow. tfjs-node writes them as chains
 * (`x.sub(y)`), methods that only the union package `@tensorflow/tfjs` gives to tensors.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { KernelCall } from '../replace-kernel.js';

interface PreluInputs {
  readonly x: tf.Tensor;
  readonly alpha: tf.Tensor;
}

/** max(0, x) + alpha min(0, x) */
export function prelu({
  inputs: { x, alpha },
}: KernelCall<tf.KernelBackend, PreluInputs, unknown>): tf.TensorInfo {
  return tf.tidy(() => tf.add(tf.relu(x), tf.mul(alpha, tf.minimum(x, 0))));
}

interface ExpInputs {
  readonly [name: string]: tf.TensorInfo;
  readonly x: tf.Tensor;
}

export function exp(
  stock: tf.KernelFunc,
): (call: KernelCall<tf.KernelBackend, ExpInputs, unknown>) => tf.TensorInfo {
  return ({ inputs: { x }, backend }) => {
    const real = tf.cast(x, 'float32');
    const result = stock({ inputs: { x: real }, backend });
    real.dispose();
    return result as tf.TensorInfo;
  };
}
