import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';
import type { RetrievalMetrics } from '../evaluation/index.js';

export interface Best {
  readonly epoch: number;
  readonly metrics: RetrievalMetrics;
}

/**
 * Remembers the weights of the best epoch. MAP@R decides, because it still tells epochs apart when
 * Recall@1 is full; equal ones go to the later epoch, whose learning rate is lower.
 */
export class BestEpoch {
  #best: Best | undefined;
  #weights: tf.Tensor[] = [];

  /** Keeps the network's weights if `metrics` are the best so far. */
  offer(network: LayersModel, candidate: Best): void {
    if (this.#best !== undefined && candidate.metrics.mapAtR < this.#best.metrics.mapAtR) {
      return;
    }
    this.dispose();
    this.#best = candidate;
    // A clone shares the numbers of its source, and the optimizer replaces numbers instead of
    // changing them.
    this.#weights = network.getWeights().map((weight) => weight.clone());
  }

  /** Puts the best weights back into the network. */
  restore(network: LayersModel): Best {
    invariant(this.#best !== undefined, 'a training has at least one epoch');
    network.setWeights(this.#weights);
    return this.#best;
  }

  dispose(): void {
    for (const weight of this.#weights) {
      weight.dispose();
    }
    this.#weights = [];
  }
}
