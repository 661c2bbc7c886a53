/**
 * Validation asks what a user asks: a new picture (held out) against a gallery of known ones (the
 * training part). Leave-one-out among the held-out pictures alone would leave out every class that
 * is small enough to hold out one.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { baselinePixels } from '../encoder/index.js';
import { evaluateRetrieval, type RetrievalMetrics } from '../evaluation/index.js';
import { embedRows } from '../model/index.js';
import type { Random } from '../random/index.js';
import type { Split } from '../sampling/index.js';
import { pickExamples, type TrainingExamples } from './training-examples.js';

/** Bounds the time of a validation on large sets: drawn once, so that epochs stay comparable. */
const galleryMax = 4000;
const queriesMax = 1000;

export interface Validation {
  evaluateNetwork(network: LayersModel, signal?: AbortSignal): Promise<RetrievalMetrics>;
  /** Of what needs no training: `baseline-pixels`, or the features of the backbone as they are. */
  evaluateBaseline(): RetrievalMetrics;
}

interface ValidationOptions {
  readonly examples: TrainingExamples;
  readonly split: Split;
  readonly random: Random;
}

export function createValidation({ examples, split, random }: ValidationOptions): Validation {
  const gallery = pickExamples(examples, atMost(galleryMax, split.train, random));
  const queries = pickExamples(examples, atMost(queriesMax, split.heldOut, random));

  const evaluate = (
    galleryVectors: Float32Array, // [N, d]
    queryVectors: Float32Array, // [Q, d]
  ): RetrievalMetrics =>
    evaluateRetrieval({
      gallery: { vectors: galleryVectors, labels: gallery.labels },
      queries: { vectors: queryVectors, labels: queries.labels },
      dimension: galleryVectors.length / gallery.labels.length,
    });

  return {
    evaluateNetwork: async (network, signal) => {
      const embed = async (part: TrainingExamples): Promise<Float32Array> => {
        const rows = part.kind === 'features' ? part.features : part.pixels;
        return (await embedRows({ network, rows, count: part.labels.length, signal })).shadows;
      };
      return evaluate(await embed(gallery), await embed(queries));
    },
    evaluateBaseline: () => evaluate(untrained(gallery), untrained(queries)),
  };
}

/** Vectors [N, d] that nothing was trained for. */
function untrained(examples: TrainingExamples): Float32Array {
  if (examples.kind === 'features') {
    return examples.features;
  }
  const { pixels, labels, size } = examples;
  return baselinePixels({ pixels, count: labels.length, size });
}

/** Draws `limit` of the indices, or takes them all. */
function atMost(limit: number, indices: Int32Array, random: Random): Int32Array {
  return indices.length <= limit
    ? indices
    : Int32Array.from(random.shuffle([...indices]).slice(0, limit));
}
