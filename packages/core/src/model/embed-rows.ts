import { setImmediate as nextTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';
import type { EmbeddedImages } from './embedder.js';
import { toUnitLength } from './unit-length.js';

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

/** Runs the network in batches; between two of them the event loop gets its turn. */
export async function embedRows(options: EmbedRowsOptions): Promise<EmbeddedImages> {
  const { network, rows, count, signal } = options;
  const [input] = network.inputs;
  invariant(input !== undefined, 'a network has an input');
  const rowShape = input.shape.slice(1) as number[]; // [H, W, C] or [F]
  const rowLength = tf.util.sizeFromShape(rowShape);
  invariant(rows.length === count * rowLength, 'rows have the shape of the network inputs');
  const [dimension, shadowDimension] = network.outputs.map((output) => output.shape[1]);
  invariant(dimension && shadowDimension, 'a network gives an embedding and a shadow');
  const embeddings = new Float32Array(count * dimension);
  const shadows = new Float32Array(count * shadowDimension);
  for (let first = 0; first < count; first += batchSize) {
    signal?.throwIfAborted();
    const size = Math.min(batchSize, count - first);
    const batch = rows.subarray(first * rowLength, (first + size) * rowLength);
    const [embedding, shadow] = tf.tidy(() => {
      const inputs = tf.tensor(Float32Array.from(batch), [size, ...rowShape]);
      return network.predict(inputs) as [tf.Tensor2D, tf.Tensor2D]; // [size, D], [size, d]
    });
    embeddings.set(await embedding.data(), first * dimension);
    shadows.set(await shadow.data(), first * shadowDimension);
    tf.dispose([embedding, shadow]);
    await nextTurn();
  }
  toUnitLength(shadows, shadowDimension);
  return { embeddings, shadows };
}
