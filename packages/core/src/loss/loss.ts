import type * as tf from '@tensorflow/tfjs-core';

/** What a loss says about a batch. Both tensors are the caller's to dispose. */
export interface LossResult {
  /** Mean over the active triplets; 0 where there is none. Differentiable in the embeddings. */
  readonly loss: tf.Scalar;
  /**
   * Active triplets (loss above 0) as a share of the mined ones, 0..1; 0 where none was mined. A
   * constant.
   */
  readonly activeShare: tf.Scalar;
}

/**
 * Loss of a batch: `embeddings` float32 [S, D], `labels` int32 [S] (equal numbers: same class).
 * Keeps nothing.
 */
export type Loss = (
  embeddings: tf.Tensor2D /* [S, D] */,
  labels: tf.Tensor1D /* [S] */,
) => LossResult;
