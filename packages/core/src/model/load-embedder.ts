import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';
import type { InputSize } from '../image/index.js';
import type { Embedder } from './embedder.js';
import { loadModel } from './load-model.js';
import { toUnitLength } from './unit-length.js';

/** Pictures that go through the network together: enough to fill its loops, little enough memory. */
const batchSize = 32;

/**
 * The embedder of an artifact. The backend must be selected before.
 * @throws UmbraError `model_corrupt`, see `loadModel`.
 */
export async function loadEmbedder(directory: string): Promise<Embedder> {
  const { network, card } = await loadModel(directory);
  return {
    input: card.input,
    embeddingDimension: card.embeddingDimension,
    shadowDimension: card.shadowDimension,
    embed: (pixels, count) => embedPixels({ network, pixels, count, input: card.input }),
    dispose: () => {
      network.dispose();
    },
  };
}

interface EmbedPixelsOptions {
  readonly network: LayersModel;
  readonly pixels: Uint8Array; // [N, H, W, C]
  readonly count: number;
  readonly input: InputSize;
}

/** Runs the network in batches; the backend may work on while the caller waits. */
export async function embedPixels(options: EmbedPixelsOptions): ReturnType<Embedder['embed']> {
  const { network, pixels, count, input } = options;
  const { width, height, channels } = input;
  const imageLength = width * height * channels;
  invariant(pixels.length === count * imageLength, 'pixels are [N, H, W, C] of the input size');
  const [dimension, shadowDimension] = network.outputs.map((output) => output.shape[1]);
  invariant(dimension && shadowDimension, 'a network gives an embedding and a shadow');
  const embeddings = new Float32Array(count * dimension);
  const shadows = new Float32Array(count * shadowDimension);
  for (let first = 0; first < count; first += batchSize) {
    const size = Math.min(batchSize, count - first);
    const batch = pixels.subarray(first * imageLength, (first + size) * imageLength);
    const [embedding, shadow] = tf.tidy(() => {
      const images = tf.tensor4d(Float32Array.from(batch), [size, height, width, channels]);
      return network.predict(images) as [tf.Tensor2D, tf.Tensor2D]; // [size, D], [size, d]
    });
    embeddings.set(await embedding.data(), first * dimension);
    shadows.set(await shadow.data(), first * shadowDimension);
    tf.dispose([embedding, shadow]);
  }
  toUnitLength(shadows, shadowDimension);
  return { embeddings, shadows };
}
