import { type IndexOptions, joinParts } from '@umbra/core/index';
import type { ServedModel } from '../models/served-model.js';
import type { EmbeddedBatch } from './embedding-protocol.js';

/**
 * How a gallery's index searches: in one stage by the shadows, or in two: what the shadows find is
 * ranked by the full embeddings, kept in the given precision.
 */
export const rerankChoices = ['none', 'int8', 'float32'] as const;
export type Rerank = (typeof rerankChoices)[number];

export function indexOptions(model: ServedModel, rerank: Rerank): IndexOptions {
  const { dimension, embeddingDimension } = model;
  return {
    dimension,
    rerank: rerank === 'none' ? null : { dimension: embeddingDimension, precision: rerank },
  };
}

/** What the index takes of one picture's vectors, and is asked with. */
export function searchedVector(
  { shadows, embeddings }: EmbeddedBatch,
  rerank: Rerank,
): Float32Array {
  return rerank === 'none' ? shadows : joinParts(shadows, embeddings);
}
