import type { GramMatrix } from '../gram-matrix.js';

/**
 * A distance between the samples of a batch and its derivative, both taken from the Gram matrix
 * alone: with the gradient W of the loss by the entries of G = E E^T, that by the embeddings is (W
 * + W^T) E, whatever the distance. Works on one anchor (one row of G) at a time, so that it needs
 * no memory beyond the row.
 */
export interface PairDistance {
  /** Writes the distances from `anchor` to every sample. */
  measure(gram: GramMatrix, anchor: number, distances: Float64Array /* [S] */): void;

  /**
   * Chain rule: from the gradient by the anchor's distances to that by the entries of G. Adds,
   * never overwrites.
   */
  differentiate(row: DistanceRow, gradient: GramGradient): void;
}

/** The anchor's row in the forward pass, and what the loss wants of it. */
export interface DistanceRow {
  readonly gram: GramMatrix;
  readonly anchor: number;
  /** As `measure` wrote them. [S] */
  readonly distances: Float64Array;
  /** d loss / d distance(anchor, j); 0 for the anchor itself. [S] */
  readonly upstream: Float64Array;
}

/** d loss / d G. The diagonal is kept apart because every row adds to it. */
export interface GramGradient {
  /** d loss / d G_ij for i != j, i the anchor. [S, S] */
  readonly products: Float32Array;
  /** d loss / d G_ii. [S] */
  readonly diagonal: Float64Array;
}
