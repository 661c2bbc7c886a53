import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';

/** A copy of the weights of the best epoch so far. */
export class BestWeights {
  #weights: tf.Tensor[] = [];

  keep(network: LayersModel): void {
    // A clone shares the numbers of its source, and the optimizer replaces numbers instead of
    // changing them.
    this.replace(network.getWeights().map((weight) => weight.clone()));
  }

  /** Takes the tensors over. */
  replace(weights: tf.Tensor[]): void {
    this.dispose();
    this.#weights = weights;
  }

  get weights(): readonly tf.Tensor[] {
    return this.#weights;
  }

  restore(network: LayersModel): void {
    invariant(this.#weights.length > 0, 'a training has at least one epoch');
    network.setWeights(this.#weights);
  }

  dispose(): void {
    for (const weight of this.#weights) {
      weight.dispose();
    }
    this.#weights = [];
  }
}
