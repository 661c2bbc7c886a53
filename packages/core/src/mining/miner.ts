/** One anchor of a batch of S samples, as a miner sees it. */
export interface Anchor {
  /** `distances[j]`: distance from the anchor to sample j, in the measure that is mined by. [S] */
  readonly distances: Float64Array;
  /** |anchor|, at least some epsilon. */
  readonly norm: number;
  /** Samples with the anchor's label, the anchor itself left out; never empty. */
  readonly positives: Int32Array;
  /** Samples with another label; never empty. */
  readonly negatives: Int32Array;
}

/**
 * Takes the triplets (anchor, positive, each of `negatives`); all are indices into the batch. The
 * array is the miner's and may change after the call.
 */
export type TripletVisitor = (positive: number, negatives: Int32Array) => void;

/**
 * Chooses the triplets of one anchor and hands them to `visit`, positive after positive. Triplets
 * are visited, not listed, so that mining needs no memory that grows with their number. The choice
 * is not differentiated.
 */
export type Miner = (anchor: Anchor, visit: TripletVisitor) => void;
