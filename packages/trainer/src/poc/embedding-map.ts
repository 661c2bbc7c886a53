/**
 * Vectors as points on a plane, near ones near each other: UMAP (McInnes et al., arXiv 1802.03426)
 * by cosine distance, with seeded randomness. The distances between far groups mean nothing.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createRandom } from '@umbra/core/random';
import { UMAP } from 'umap-js';

export interface MapPoint {
  /** 0..1 */
  readonly x: number;
  /** 0..1 */
  readonly y: number;
}

export interface EmbeddingMapOptions {
  readonly vectors: Float32Array; // [N, d], each of length 1
  readonly dimension: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

const neighboursMax = 15;
const epochs = 250;

/** UMAP cannot place fewer. */
export const mapPicturesMin = 10;

export async function embeddingMap(options: EmbeddingMapOptions): Promise<readonly MapPoint[]> {
  const { vectors, dimension, seed, signal } = options;
  const count = vectors.length / dimension;
  const rows = Array.from({ length: count }, (_, row) =>
    Array.from(vectors.subarray(row * dimension, (row + 1) * dimension)),
  );
  const random = createRandom(seed).fork('map');
  const umap = new UMAP({
    random: () => random.next(),
    nNeighbors: Math.min(neighboursMax, count - 1),
    nEpochs: epochs,
    minDist: 0.2,
    distanceFn: cosineDistance,
  });
  const rounds = umap.initializeFit(rows);
  for (let round = 0; round < rounds; round++) {
    umap.step();
    if (round % 25 === 0) {
      signal.throwIfAborted();
      await nextTurn();
    }
  }
  return scaled(umap.getEmbedding());
}

/** Of vectors of length 1. */
function cosineDistance(first: readonly number[], second: readonly number[]): number {
  let product = 0;
  for (let column = 0; column < first.length; column++) {
    product += (first[column] as number) * (second[column] as number);
  }
  return Math.max(0, 1 - product);
}

/** Into the middle of the unit square, by the same factor in both directions. */
function scaled(points: readonly (readonly number[])[]): MapPoint[] {
  const across = rangeOf(points.map(([x = 0]) => x));
  const down = rangeOf(points.map(([, y = 0]) => y));
  const side = Math.max(across.length, down.length, Number.EPSILON);
  return points.map(([x = 0, y = 0]) => ({
    x: 0.5 + (x - across.middle) / side,
    y: 0.5 + (y - down.middle) / side,
  }));
}

function rangeOf(values: readonly number[]): { readonly middle: number; readonly length: number } {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return { middle: (low + high) / 2, length: high - low };
}
