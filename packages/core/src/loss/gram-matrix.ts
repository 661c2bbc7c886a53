import * as tf from '@tensorflow/tfjs-core';

/**
 * A vector no longer than this has no direction: its norm is held at the epsilon, so that nothing
 * is divided by zero, and nothing is differentiated through its direction (the true derivative,
 * about 1 / epsilon, would wreck a training step). The square, 1e-12, is what
 * `tf.math.l2_normalize` holds squared norms at.
 */
export const normEpsilon = 1e-6;

/**
 * All dot products of a batch of S embeddings: the only thing that the losses read. Memory S x S,
 * whatever D is.
 */
export interface GramMatrix {
  readonly size: number;
  /** `products[i * S + j]` = e_i . e_j  [S, S] */
  readonly products: Float32Array;
  /** |e_i|, at least `normEpsilon`. [S] */
  readonly norms: Float64Array;
}

/** Multiplies G = E E^T on the backend and reads it into plain arrays. */
export function gramMatrix(embeddings: tf.Tensor2D /* [S, D] */): GramMatrix {
  const size = embeddings.shape[0];
  const products = readProducts(embeddings);
  const norms = new Float64Array(size);
  for (let sample = 0; sample < size; sample++) {
    norms[sample] = Math.max(Math.sqrt(products[sample * size + sample] as number), normEpsilon);
  }
  return { size, products, norms };
}

function readProducts(embeddings: tf.Tensor2D): Float32Array {
  if (embeddings.size === 0) {
    return new Float32Array(embeddings.shape[0] ** 2);
  }
  const gram = tf.matMul(embeddings, embeddings, false, true); // [S, S]
  const products = gram.dataSync<'float32'>();
  gram.dispose();
  return products;
}
