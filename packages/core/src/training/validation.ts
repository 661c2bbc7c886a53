/**
 * Validation asks what a user asks: a new picture (held out) against a gallery of known ones (the
 * training part). Leave-one-out among the held-out pictures alone would leave out every class that
 * is small enough to hold out one.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { baselinePixels } from '../encoder/index.js';
import { evaluateRetrieval, type RetrievalMetrics } from '../evaluation/index.js';
import { embedPixels } from '../model/index.js';
import type { Random } from '../random/index.js';
import type { StratifiedSplit } from '../sampling/index.js';
import type { TrainingImages } from './training-images.js';

/** Bounds the time of a validation on large sets: drawn once, so that epochs stay comparable. */
const galleryMax = 4000;
const queriesMax = 1000;

export interface Validation {
  evaluateNetwork(network: LayersModel, signal?: AbortSignal): Promise<RetrievalMetrics>;
  evaluateBaseline(): RetrievalMetrics;
}

interface ValidationOptions {
  readonly images: TrainingImages;
  readonly split: StratifiedSplit;
  readonly random: Random;
}

export function createValidation({ images, split, random }: ValidationOptions): Validation {
  const gallery = pick(images, atMost(galleryMax, split.train, random));
  const queries = pick(images, atMost(queriesMax, split.heldOut, random));
  const parts = [gallery, queries] as const;

  const evaluate = (
    [galleryVectors, queryVectors]: readonly [Float32Array, Float32Array], // [N, d], [Q, d]
  ): RetrievalMetrics =>
    evaluateRetrieval({
      gallery: { vectors: galleryVectors, labels: gallery.labels },
      queries: { vectors: queryVectors, labels: queries.labels },
      dimension: galleryVectors.length / gallery.labels.length,
    });

  return {
    evaluateNetwork: async (network, signal) => {
      const embed = async ({ pixels, labels }: TrainingImages): Promise<Float32Array> => {
        const count = labels.length;
        const input = images.size;
        return (await embedPixels({ network, pixels, count, input, signal })).shadows;
      };
      return evaluate([await embed(gallery), await embed(queries)]);
    },
    evaluateBaseline: () => {
      const [galleryVectors, queryVectors] = parts.map(({ pixels, labels }) =>
        baselinePixels({ pixels, count: labels.length, size: images.size }),
      ) as [Float32Array, Float32Array];
      return evaluate([galleryVectors, queryVectors]);
    },
  };
}

/** Draws `limit` of the indices, or takes them all. */
function atMost(limit: number, indices: Int32Array, random: Random): Int32Array {
  return indices.length <= limit
    ? indices
    : Int32Array.from(random.shuffle([...indices]).slice(0, limit));
}

function pick(images: TrainingImages, indices: Int32Array): TrainingImages {
  const imageLength = images.size.width * images.size.height * images.size.channels;
  const pixels = new Uint8Array(indices.length * imageLength);
  indices.forEach((index, position) => {
    const image = images.pixels.subarray(index * imageLength, (index + 1) * imageLength);
    pixels.set(image, position * imageLength);
  });
  return { ...images, pixels, labels: indices.map((index) => images.labels[index] as number) };
}
