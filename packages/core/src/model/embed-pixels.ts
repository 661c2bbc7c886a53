import { setImmediate as nextTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';
import type { InputSize } from '../image/index.js';
import type { EmbeddedImages } from './embedder.js';
import { toUnitLength } from './unit-length.js';

/**
 * Pictures that go through the network together: enough to fill its loops, little enough memory.
 */
const batchSize = 32;

export interface EmbedPixelsOptions {
  readonly network: LayersModel;
  readonly pixels: Uint8Array; // [N, H, W, C]
  readonly count: number;
  readonly input: InputSize;
  /** Ends the work between two batches; its reason is then thrown. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs the network in batches; between two of them the event loop gets its turn. */
export async function embedPixels(options: EmbedPixelsOptions): Promise<EmbeddedImages> {
  const { network, pixels, count, input, signal } = options;
  const { width, height, channels } = input;
  const imageLength = width * height * channels;
  invariant(pixels.length === count * imageLength, 'pixels are [N, H, W, C] of the input size');
  const [dimension, shadowDimension] = network.outputs.map((output) => output.shape[1]);
  invariant(dimension && shadowDimension, 'a network gives an embedding and a shadow');
  const embeddings = new Float32Array(count * dimension);
  const shadows = new Float32Array(count * shadowDimension);
  for (let first = 0; first < count; first += batchSize) {
    signal?.throwIfAborted();
    const size = Math.min(batchSize, count - first);
    const batch = pixels.subarray(first * imageLength, (first + size) * imageLength);
    const [embedding, shadow] = tf.tidy(() => {
      const images = tf.tensor4d(Float32Array.from(batch), [size, height, width, channels]);
      return network.predict(images) as [tf.Tensor2D, tf.Tensor2D]; // [size, D], [size, d]
    });
    embeddings.set(await embedding.data(), first * dimension);
    shadows.set(await shadow.data(), first * shadowDimension);
    tf.dispose([embedding, shadow]);
    await nextTurn();
  }
  toUnitLength(shadows, shadowDimension);
  return { embeddings, shadows };
}
