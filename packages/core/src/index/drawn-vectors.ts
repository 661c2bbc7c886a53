import type { Random } from '../random/index.js';
import type { Neighbor } from './vector-index.js';

/** What the tests of this folder draw and compare with. */
export interface DrawnVectors {
  readonly dimension: number;
  /** `count` vectors `[N, d]` around a few centres, the next ones of the stream. */
  draw(count: number): Float32Array;
}

export function drawnVectors(
  random: Random,
  { dimension, centres }: { readonly dimension: number; readonly centres: number },
): DrawnVectors {
  const means = Array.from({ length: centres }, () =>
    Array.from({ length: dimension }, () => random.normal()),
  );
  return {
    dimension,
    draw: (count) => {
      const vectors = new Float32Array(count * dimension);
      for (let row = 0; row < count; row++) {
        const mean = means[random.below(centres)] ?? [];
        vectors.set(
          mean.map((value) => value + 0.7 * random.normal()),
          row * dimension,
        );
      }
      return vectors;
    },
  };
}

/** The answer by the plainest way: every cosine in 64 bits, everything sorted. */
export function bruteForce(
  vectors: ReadonlyMap<number, Float32Array>,
  query: Float32Array,
  limit: number,
): Neighbor[] {
  const dot = (a: Float32Array, b: Float32Array): number =>
    a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  return [...vectors]
    .map(([label, vector]) => ({
      label,
      distance: 1 - dot(vector, query) / Math.sqrt(dot(vector, vector) * dot(query, query)),
    }))
    .sort((a, b) => a.distance - b.distance || a.label - b.label)
    .slice(0, limit);
}
