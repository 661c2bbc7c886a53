import type * as tf from '@tensorflow/tfjs-core';

/** What a loss says about a batch. Both tensors are the caller's to dispose. */
export interface LossResult {
  /** 0 where the batch holds nothing to compare. Differentiable once. */
  readonly loss: tf.Scalar;
  /**
   * Share of what the loss compared that still costs something (for a triplet loss: active triplets
   * of the mined ones), 0..1; 0 where nothing was compared. A constant.
   */
  readonly activeShare: tf.Scalar;
}

/** A loss over batches of embeddings, with what it learns itself. */
export interface Loss {
  /**
   * Loss of a batch: `embeddings` float32 [S, d], `labels` int32 [S], 0..classes-1. Keeps nothing.
   * Differentiable in the embeddings and in `variables` (`tf.variableGrads`, `optimizer.minimize`).
   * Read `activeShare` inside the function that is differentiated, or `tf.keep` it: the gradient
   * scope disposes of it.
   */
  compute(embeddings: tf.Tensor2D /* [S, d] */, labels: tf.Tensor1D /* [S] */): LossResult;
  /**
   * Proxies or class weights; empty for most losses. They are trained with the network and belong
   * into a checkpoint of the training, never into the model.
   */
  readonly variables: readonly tf.Variable[];
  /** Learning rate of `variables`, in multiples of the network's. */
  readonly learningRateFactor: number;
  /** Disposes `variables`. */
  dispose(): void;
}
