/** What is known of the samples of a batch beside their products. */
export interface Samples {
  readonly size: number;
  /** G_ii = |e_i|^2  [S] */
  readonly squares: Float64Array;
  /** |e_i|, at least `normEpsilon`. [S] */
  readonly norms: Float64Array;
}

/** The row of one anchor in a block of the Gram matrix G = E E^T. */
export interface GramRow {
  readonly anchor: number;
  /** `products[start + j]` = e_anchor . e_j  [S] from `start` */
  readonly products: Float32Array;
  readonly start: number;
}

/**
 * A vector no longer than this has no direction: its norm is held at the epsilon, so that nothing
 * is divided by zero, and nothing is differentiated through its direction (the true derivative,
 * about 1 / epsilon, would wreck a training step). The square, 1e-12, is what
 * `tf.math.l2_normalize` holds squared norms at.
 */
export const normEpsilon = 1e-6;

/**
 * A distance between the samples of a batch and its derivative, both taken from the Gram matrix
 * alone: with the gradient W of the loss by the entries of G = E E^T, that by the embeddings is
 * (W + W^T) E, whatever the distance. Works on one anchor (one row of G) at a time, so that it
 * needs no memory beyond the row.
 */
export interface PairDistance {
  /** Writes the distances from the anchor to every sample. */
  measure(row: GramRow, samples: Samples, distances: Float64Array /* [S] */): void;

  /**
   * Chain rule: from the gradient by the anchor's distances to that by the entries of G. Puts
   * d loss / d G_anchor,j in the place of the row's products and adds to `bySquare` what goes
   * through the squares.
   */
  differentiate(row: GramRow, samples: Samples, gradient: RowGradient): void;
}

/** A distance that negatives can be drawn by. */
export interface MiningDistance extends PairDistance {
  /**
   * The straight distance, 0..2, of two points on the unit sphere that are as far apart in angle as
   * this distance says; `norm` is the anchor's.
   */
  chord(distance: number, norm: number): number;
}

export interface RowGradient {
  /** As `measure` wrote them. [S] */
  readonly distances: Float64Array;
  /** d loss / d distance(anchor, j); 0 for the anchor itself. [S] */
  readonly upstream: Float64Array;
  /** d loss / d G_jj, a sum over all anchors. [S] */
  readonly bySquare: Float64Array;
}
