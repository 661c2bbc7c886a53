import type { EmbeddedImages, Embedder } from '@umbra/core/model';
import type { TrainingImages } from '@umbra/core/training';

/** Between two of these progress is told and a cancellation heard. */
const batchSize = 128;

export interface EmbeddedBatch extends EmbeddedImages {
  /** Row of the batch's first picture. */
  readonly first: number;
  readonly count: number;
}

/** Embeds a set batch by batch, in its order. */
export async function* embedImages(
  embedder: Embedder,
  images: TrainingImages,
  signal?: AbortSignal,
): AsyncGenerator<EmbeddedBatch> {
  const { pixels, labels, size } = images;
  const imageLength = size.width * size.height * size.channels;
  for (let first = 0; first < labels.length; first += batchSize) {
    signal?.throwIfAborted();
    const count = Math.min(batchSize, labels.length - first);
    const batch = pixels.subarray(first * imageLength, (first + count) * imageLength);
    yield { first, count, ...(await embedder.embed(batch, count)) };
  }
}

/** All vectors of a set. `onProgress` is told how many pictures are embedded. */
export async function embedAll(
  embedder: Embedder,
  images: TrainingImages,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (done: number) => void } = {},
): Promise<EmbeddedImages> {
  const { embeddingDimension, shadowDimension } = embedder;
  const embeddings = new Float32Array(images.labels.length * embeddingDimension); // [N, D]
  const shadows = new Float32Array(images.labels.length * shadowDimension); // [N, d]
  // The baseline's shadow is its embedding: whoever compares vectors need not do it twice.
  let same = true;
  for await (const batch of embedImages(embedder, images, options.signal)) {
    embeddings.set(batch.embeddings, batch.first * embeddingDimension);
    shadows.set(batch.shadows, batch.first * shadowDimension);
    same &&= batch.shadows === batch.embeddings;
    options.onProgress?.(batch.first + batch.count);
  }
  return { embeddings, shadows: same ? embeddings : shadows };
}
