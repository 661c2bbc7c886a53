import { type IndexOptions, joinParts } from '@umbra/core/index';
import type { ServedModel } from '../models/served-model.js';
import type { EmbeddedBatch } from './embedding-protocol.js';
import type { Rerank } from './rerank.js';

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
