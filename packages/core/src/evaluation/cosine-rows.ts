import { invariant } from '../errors/index.js';

/**
 * `vectors` [N, d] with every row at length 1; a row of zeros stays zero, so it is like nothing.
 */
export function unitRows(vectors: Float32Array, dimension: number): Float64Array {
  const unit = Float64Array.from(vectors);
  for (let start = 0; start < unit.length; start += dimension) {
    const row = unit.subarray(start, start + dimension);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    invariant(Number.isFinite(length), 'vectors to evaluate are finite');
    row.forEach((value, column) => {
      row[column] = length > 0 ? value / length : 0;
    });
  }
  return unit;
}

export interface BlockProducts {
  readonly queries: Float64Array; // [Q, d]
  readonly gallery: Float64Array; // [N, d]
  readonly dimension: number;
  /** [Q, N], filled. */
  readonly products: Float64Array;
}

/**
 * Gallery rows that are multiplied with every query before the next ones: few enough for the
 * processor's cache.
 */
const tileRows = 512;

/**
 * Dot products of every query row with every gallery row, tile by tile. Each product is summed in
 * the same order, so equal rows have equal products to the last bit.
 */
export function multiplyRows(block: BlockProducts): void {
  const { queries, gallery, dimension } = block;
  const queryCount = queries.length / dimension;
  const galleryCount = gallery.length / dimension;
  for (let first = 0; first < galleryCount; first += tileRows) {
    const end = Math.min(first + tileRows, galleryCount);
    for (let query = 0; query < queryCount; query++) {
      multiplyRow(block, { query, first, end });
    }
  }
}

interface RowRange {
  readonly query: number;
  readonly first: number;
  readonly end: number;
}

/**
 * One query with the gallery rows of a tile, four at a time: their sums do not wait for each other.
 */
function multiplyRow(block: BlockProducts, { query, first, end }: RowRange): void {
  const { queries, gallery, dimension, products } = block;
  const queryStart = query * dimension;
  const target = query * (gallery.length / dimension);
  let row = first;
  for (; row + 4 <= end; row += 4) {
    const start0 = row * dimension;
    const start1 = start0 + dimension;
    const start2 = start1 + dimension;
    const start3 = start2 + dimension;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let column = 0; column < dimension; column++) {
      const value = queries[queryStart + column] as number;
      sum0 += value * (gallery[start0 + column] as number);
      sum1 += value * (gallery[start1 + column] as number);
      sum2 += value * (gallery[start2 + column] as number);
      sum3 += value * (gallery[start3 + column] as number);
    }
    products[target + row] = sum0;
    products[target + row + 1] = sum1;
    products[target + row + 2] = sum2;
    products[target + row + 3] = sum3;
  }
  for (; row < end; row++) {
    let sum = 0;
    for (let column = 0; column < dimension; column++) {
      sum +=
        (queries[queryStart + column] as number) * (gallery[row * dimension + column] as number);
    }
    products[target + row] = sum;
  }
}
