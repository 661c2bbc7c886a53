import { invariant, UmbraError } from '../errors/index.js';

export interface LabelledVectors {
  readonly vectors: Float32Array; // [N, d]
  readonly labels: Int32Array; // [N]
}

/** Who asks whom: every query is searched for in the gallery by cosine similarity. */
export interface RetrievalTask {
  readonly gallery: LabelledVectors;
  /** Without queries every gallery row asks the rest of the gallery (leave-one-out). */
  readonly queries?: LabelledVectors;
  /** d */
  readonly dimension: number;
  /** The K of Recall@K; 1, 5 and 10 when left out. */
  readonly ks?: readonly number[];
}

/** A task as the evaluations compute with it: rows of length 1, queries always there. */
export interface UnitTask {
  readonly gallery: LabelledVectors;
  readonly queries: LabelledVectors;
  /** Whether the queries are the gallery, so that none may find itself. */
  readonly leaveOneOut: boolean;
  readonly dimension: number;
  readonly ks: readonly number[];
}

/** @throws UmbraError `invalid_vector` for a vector that holds no number. */
export function unitTask({
  gallery,
  queries,
  dimension,
  ks = [1, 5, 10],
}: RetrievalTask): UnitTask {
  const unitGallery = unitVectors(gallery, dimension);
  const leaveOneOut = queries === undefined || queries === gallery;
  return {
    gallery: unitGallery,
    queries: leaveOneOut ? unitGallery : unitVectors(queries, dimension),
    leaveOneOut,
    dimension,
    ks,
  };
}

function unitVectors({ vectors, labels }: LabelledVectors, dimension: number): LabelledVectors {
  invariant(vectors.length === labels.length * dimension, 'one label and d numbers a row');
  return { vectors: unitRows(vectors, dimension), labels };
}

/**
 * `vectors` [N, d] with every row at length 1; a row of zeros stays zero, so it is like nothing.
 * @throws UmbraError `invalid_vector` for a row that holds no number.
 */
export function unitRows(vectors: Float32Array, dimension: number): Float32Array {
  const unit = new Float32Array(vectors.length);
  for (let start = 0; start < unit.length; start += dimension) {
    let squares = 0;
    for (let at = start; at < start + dimension; at++) {
      squares += (vectors[at] as number) ** 2;
    }
    if (!Number.isFinite(squares)) {
      throw new UmbraError(
        'invalid_vector',
        `Vector ${start / dimension + 1} of ${vectors.length / dimension} holds what is no number: ` +
          'the model that made it is broken, train it again.',
      );
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let at = start; at < start + dimension; at++) {
      unit[at] = (vectors[at] as number) * scale;
    }
  }
  return unit;
}
