/**
 * An exponential moving average of everything that a network keeps, its normalization statistics
 * included. Averaged weights lie in the middle of where the last steps jump about, and usually
 * measure better than the last ones (Polyak and Juditsky, 1992; Tarvainen and Valpola, 2017).
 */
import * as tf from '@tensorflow/tfjs-core';
import { flatParameters } from './flat-parameters.js';

export interface WeightAverage {
  /** Takes the weights after a step in. */
  update(): void;
  /** Runs `work` on the averaged weights and puts the trained ones back. */
  within<T>(work: () => Promise<T>): Promise<T>;
  /** The average [P] and the steps in it, for a checkpoint. */
  state(): Promise<{ readonly step: number; readonly values: Float32Array }>;
  restore(state: { readonly step: number; readonly values: Float32Array }): void;
  dispose(): void;
}

/**
 * @param decay what an average keeps of itself a step. In the beginning it keeps less, as
 * TensorFlow's does: (1 + t) / (10 + t), so that the start weights are soon forgotten.
 */
export function weightAverage(variables: readonly tf.Variable[], decay: number): WeightAverage {
  const parameters = flatParameters(variables);
  let average = parameters.read();
  let step = 0;

  const replace = (next: tf.Tensor1D): void => {
    average.dispose();
    average = next;
  };
  return {
    update: () => {
      step++;
      const share = 1 - Math.min(decay, (1 + step) / (10 + step));
      replace(tf.tidy(() => tf.add(average, tf.mul(tf.sub(parameters.read(), average), share))));
    },
    within: async (work) => {
      const trained = parameters.read();
      parameters.write(average);
      try {
        return await work();
      } finally {
        parameters.write(trained);
        trained.dispose();
      }
    },
    state: async () => ({ step, values: await average.data<'float32'>() }),
    restore: (state) => {
      step = state.step;
      replace(tf.tensor1d(state.values, 'float32'));
    },
    dispose: () => average.dispose(),
  };
}
