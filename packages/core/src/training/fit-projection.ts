import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { fitPca, shadowLayer } from '../projection/index.js';

interface Embedded {
  readonly embeddings: Float32Array; // [N, D]
  readonly shadows: Float32Array; // [N, d]
}

interface Fit {
  /** Of the training part: what the projection is fitted to. */
  readonly known: Embedded;
  /** Whose shadows are asked for as well. */
  readonly others: readonly Embedded[];
}

/**
 * Fits the PCA projection of a network to its embeddings of the training part, puts it into the
 * network, and gives the shadows [N, d] that it makes, of the training part first.
 */
export function fitProjection(network: LayersModel, { known, others }: Fit): Float32Array[] {
  const [dimension, components] = network.outputs.map(({ shape }) => shape[1] as number) as [
    number,
    number,
  ];
  return tf.tidy(() => {
    const values = fitPca({ embeddings: known.embeddings, dimension, components });
    const kernel = tf.tensor2d(values, [dimension, components]);
    network.getLayer(shadowLayer).setWeights([kernel]);
    return [known, ...others].map(({ embeddings }) => {
      const rows = tf.tensor2d(embeddings, [embeddings.length / dimension, dimension]);
      return tf.matMul(rows, kernel).dataSync<'float32'>();
    });
  });
}
