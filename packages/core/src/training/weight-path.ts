/**
 * The straight line from the weights that a training started from to those that it came to. What
 * lies between often knows the new pictures as well as the end and the old ones better
 * ("Robust fine-tuning of zero-shot models", Wortsman et al., 2022, WiSE-FT).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';

/** The points that are measured, as shares of the way. */
export const pathShares = [0, 0.25, 0.5, 0.75, 1] as const;

export class WeightPath {
  readonly #network: LayersModel;
  readonly #start: tf.Tensor[];
  #end: tf.Tensor[] = [];

  /** Starts where the network is. */
  constructor(network: LayersModel) {
    this.#network = network;
    this.#start = copies(network);
  }

  /** Ends where the network is. */
  end(): void {
    invariant(this.#end.length === 0, 'a path ends once');
    this.#end = copies(this.#network);
  }

  /** Brings the network to a point of the path. */
  moveTo(share: number): void {
    tf.tidy(() => {
      const weights = this.#start.map((from, at) => {
        const to = this.#end[at] as tf.Tensor;
        return tf.add(tf.mul(from, 1 - share), tf.mul(to, share));
      });
      this.#network.setWeights(share === 0 ? this.#start : share === 1 ? this.#end : weights);
    });
  }

  dispose(): void {
    tf.dispose([...this.#start, ...this.#end]);
  }
}

/** Of all weights, the statistics of normalizations included. */
function copies(network: LayersModel): tf.Tensor[] {
  return network.getWeights().map((weight) => weight.clone());
}
