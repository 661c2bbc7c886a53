import { UmbraError } from '../errors/index.js';
import { checkVector, normalize } from './check-vector.js';
import type { IndexParameters } from './index-parameters.js';

/**
 * Vectors of an index with two stages are a shadow `[d]`, by which the graph is searched, followed
 * by the full embedding `[D]`, by which what it found is ranked. Each part counts by its direction.
 */
type Shape = Pick<IndexParameters, 'dimension' | 'rerank'>;

/** What stored vectors are compared with: parts of length 1. */
export interface UnitQuery {
  readonly shadow: Float32Array; // [d]
  /** `[D]`; null: ranked by the shadow. */
  readonly embedding: Float32Array | null;
}

export interface UnitVectors {
  readonly shadows: Float32Array; // [N, d]
  readonly embeddings: Float32Array | null; // [N, D]
}

/** A shadow and its full embedding as one vector of an index with two stages; an own copy. */
export function joinParts(shadow: Float32Array, embedding: Float32Array): Float32Array {
  const joined = new Float32Array(shadow.length + embedding.length);
  joined.set(normalize(shadow));
  joined.set(normalize(embedding), shadow.length);
  return joined;
}

/** Numbers in a vector that is added. */
export function vectorWidth({ dimension, rerank }: Shape): number {
  return dimension + (rerank?.dimension ?? 0);
}

/**
 * An own copy of a query: as long as an added vector, or its shadow alone.
 *
 * @throws UmbraError as `checkVector`
 */
export function checkQuery(query: Float32Array, shape: Shape): Float32Array<ArrayBuffer> {
  const isShadow = query.length === shape.dimension;
  const checked = checkVector(query, isShadow ? shape.dimension : vectorWidth(shape));
  if (!isShadow) checkParts(checked, shape);
  return checked;
}

/** `query` has passed `checkQuery`. */
export function unitQuery(query: Float32Array, { dimension }: Shape): UnitQuery {
  const shadow = normalize(query.subarray(0, dimension));
  const isShadow = query.length === dimension;
  return { shadow, embedding: isShadow ? null : normalize(query.subarray(dimension)) };
}

/**
 * The vectors `[N, d]` or `[N, d + D]` of a batch, checked, each part with length 1; own copies.
 *
 * @throws UmbraError `wrong_dimension`, `invalid_vector`
 */
export function unitVectors(vectors: Float32Array, count: number, shape: Shape): UnitVectors {
  const width = vectorWidth(shape);
  if (vectors.length !== count * width) {
    const needed = `${count} vectors of ${width} numbers are needed`;
    throw new UmbraError('wrong_dimension', `${needed}, ${vectors.length} numbers came.`);
  }
  const { dimension, rerank } = shape;
  const shadows = new Float32Array(count * dimension);
  const embeddings = rerank === null ? null : new Float32Array(count * rerank.dimension);
  for (let row = 0; row < count; row++) {
    const vector = vectors.subarray(row * width, (row + 1) * width);
    const query = unitQuery(checkQuery(vector, shape), shape);
    shadows.set(query.shadow, row * dimension);
    if (query.embedding !== null) embeddings?.set(query.embedding, row * query.embedding.length);
  }
  return { shadows, embeddings };
}

function checkParts(vector: Float32Array, { dimension, rerank }: Shape): void {
  checkVector(vector.subarray(0, dimension), dimension);
  if (rerank !== null) checkVector(vector.subarray(dimension), rerank.dimension);
}
