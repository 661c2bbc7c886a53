/**
 * The variables of a network as one vector. An optimizer runs a dozen kernels a step; on one long
 * vector that is a dozen calls, on every variable by itself it is several hundred, and most of a
 * small network's step goes by in calling.
 */
import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../errors/index.js';

export interface FlatParameters {
  /** P, the numbers of all variables together. */
  readonly size: number;
  /** The variables' numbers [P], for the caller to dispose. */
  read(): tf.Tensor1D;
  /** Gives the variables new numbers [P]. */
  write(values: tf.Tensor1D): void;
  /** Gradients by the variables' names -> [P]; a variable without one gets zeros. */
  flatten(gradients: tf.NamedTensorMap): tf.Tensor1D;
  /** 1 for the numbers of matrices and filters, 0 for biases, gains and offsets. [P] */
  matrices(): tf.Tensor1D;
}

export function flatParameters(variables: readonly tf.Variable[]): FlatParameters {
  const sizes = variables.map(({ size }) => size);
  const join = (tensors: readonly tf.Tensor[]): tf.Tensor1D =>
    tf.tidy(() => tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [tensor.size]))));
  return {
    size: sizes.reduce((sum, size) => sum + size, 0),
    read: () => join(variables),
    write: (values) => {
      tf.tidy(() => {
        const parts = variables.length === 1 ? [values] : tf.split(values, sizes);
        variables.forEach((variable, position) => {
          const part = parts[position];
          invariant(part !== undefined, 'a vector is split into as many parts as asked for');
          variable.assign(tf.reshape(part, variable.shape));
        });
      });
    },
    flatten: (gradients) =>
      tf.tidy(() =>
        join(variables.map((variable) => gradients[variable.name] ?? tf.zeros(variable.shape))),
      ),
    matrices: () =>
      tf.tidy(() => join(variables.map(({ shape }) => tf.fill(shape, shape.length > 1 ? 1 : 0)))),
  };
}
