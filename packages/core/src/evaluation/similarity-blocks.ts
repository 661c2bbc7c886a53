import { galleryProduct } from './gallery-product.js';

/** Bytes of similarities that are held at a time, whatever the size of the gallery. */
const blockBytesMax = 2 ** 24;

/** Queries a block at most: a caller that takes turns with others gets one after each block. */
const blockQueriesMax = 256;

export interface SimilarityBlock {
  /** Row of the block's first query. */
  readonly first: number;
  readonly count: number;
  /** Cosine similarity of `count` queries to every gallery row: [count, N]; the consumer's own. */
  readonly similarities: Float32Array;
}

interface SimilarityRows {
  readonly queries: Float32Array; // [Q, d], rows of length 1
  readonly gallery: Float32Array; // [N, d]
  readonly dimension: number;
}

/**
 * All similarities, a block of queries at a time: the memory grows with Q + N, not with Q x N.
 */
export function* similarityBlocks(rows: SimilarityRows): Generator<SimilarityBlock> {
  const { queries, gallery, dimension } = rows;
  const galleryCount = gallery.length / dimension;
  const queryCount = queries.length / dimension;
  const fit = Math.floor(blockBytesMax / (4 * Math.max(galleryCount, 1)));
  const blockQueries = Math.min(Math.max(fit, 1), blockQueriesMax);
  const product = galleryProduct({ vectors: gallery, dimension });
  try {
    for (let first = 0; first < queryCount; first += blockQueries) {
      const count = Math.min(blockQueries, queryCount - first);
      const block = queries.subarray(first * dimension, (first + count) * dimension);
      yield { first, count, similarities: product.multiply(block) };
    }
  } finally {
    product.dispose();
  }
}
