import { invariant } from '../errors/index.js';

/** Copies `vectors` [N, d] with every row at length 1; a row of zeros stays zero, so it is like nothing. */
export function unitRows(vectors: Float32Array, dimension: number): Float32Array {
  const unit = new Float32Array(vectors.length);
  for (let start = 0; start < vectors.length; start += dimension) {
    let squares = 0;
    for (let column = start; column < start + dimension; column++) {
      squares += (vectors[column] as number) ** 2;
    }
    invariant(Number.isFinite(squares), 'vectors to evaluate are finite');
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let column = start; column < start + dimension; column++) {
      unit[column] = (vectors[column] as number) * scale;
    }
  }
  return unit;
}

interface BlockProducts {
  readonly queries: Float32Array; // [Q, d]
  readonly gallery: Float32Array; // [N, d]
  readonly dimension: number;
  readonly firstQuery: number;
  readonly queryCount: number;
  /** [queryCount, N], filled. */
  readonly products: Float64Array;
}

/**
 * Dot products of a block of query rows with every gallery row. The gallery is read once a block instead of once a
 * query, and four rows at a time keep the multiplications independent of each other.
 */
export function multiplyBlock(block: BlockProducts): void {
  const { queries, gallery, dimension, firstQuery, queryCount, products } = block;
  const galleryCount = gallery.length / dimension;
  for (let row = 0; row < galleryCount; row++) {
    const galleryStart = row * dimension;
    for (let query = 0; query < queryCount; query++) {
      const queryStart = (firstQuery + query) * dimension;
      let product = 0;
      for (let column = 0; column < dimension; column++) {
        product +=
          (queries[queryStart + column] as number) * (gallery[galleryStart + column] as number);
      }
      products[query * galleryCount + row] = product;
    }
  }
}
