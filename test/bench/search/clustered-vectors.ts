import { createRandom } from '@umbra/core/random';

const centres = 200;
const noise = 0.7;

export interface ClusteredVectors {
  readonly dimension: number;
  readonly count: number;
  /** Unit vectors `[N, d]`. */
  readonly vectors: Float32Array;
  /** Unit vectors `[d]` of the same clusters, none of them among the others. */
  readonly queries: readonly Float32Array[];
}

/**
 * Vectors around 200 centres with as much noise as there is between the centres: harder than what
 * a trained model makes, so that what is found here is found there.
 */
export function clusteredVectors(shape: {
  readonly dimension: number;
  readonly count: number;
  readonly queries: number;
}): ClusteredVectors {
  const { dimension, count } = shape;
  const random = createRandom(7);
  const means = Array.from({ length: centres }, () =>
    Float32Array.from({ length: dimension }, () => random.normal()),
  );
  const draw = (): Float32Array => {
    const mean = means[random.below(centres)] ?? new Float32Array(dimension);
    const vector = mean.map((value) => value + noise * random.normal());
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
  const vectors = new Float32Array(count * dimension);
  for (let row = 0; row < count; row++) vectors.set(draw(), row * dimension);
  return { dimension, count, vectors, queries: Array.from({ length: shape.queries }, draw) };
}
