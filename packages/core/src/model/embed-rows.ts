import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';
import { embedInBatches } from './embed-in-batches.js';
import type { EmbeddedImages } from './embedder.js';

/**
 * Rows that go through the network together: enough to fill its loops, little enough memory.
 */
const batchSize = 32;

export interface EmbedRowsOptions {
  readonly network: LayersModel;
  /** What the network takes: pixels [N, H, W, C] in 0..255, or features [N, F]. */
  readonly rows: Uint8Array | Float32Array;
  readonly count: number;
  /** Ends the work between two batches; its reason is then thrown. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs the network on TensorFlow.js. */
export async function embedRows(options: EmbedRowsOptions): Promise<EmbeddedImages> {
  const { network, rows, count } = options;
  const [input] = network.inputs;
  invariant(input !== undefined, 'a network has an input');
  const rowShape = input.shape.slice(1) as number[]; // [H, W, C] or [F]
  const rowLength = tf.util.sizeFromShape(rowShape);
  invariant(rows.length === count * rowLength, 'rows have the shape of the network inputs');
  const [embeddingDimension, shadowDimension] = network.outputs.map((output) => output.shape[1]);
  invariant(embeddingDimension && shadowDimension, 'a network gives an embedding and a shadow');
  return embedInBatches({
    ...options,
    batchSize,
    embeddingDimension,
    shadowDimension,
    compute: async (batch, size) => {
      const [embedding, shadow] = tf.tidy(() => {
        const inputs = tf.tensor(Float32Array.from(batch), [size, ...rowShape]);
        return network.predict(inputs) as [tf.Tensor2D, tf.Tensor2D]; // [size, D], [size, d]
      });
      const values = {
        embedding: (await embedding.data()) as Float32Array,
        shadow: (await shadow.data()) as Float32Array,
      };
      tf.dispose([embedding, shadow]);
      return values;
    },
  });
}
