/** Makes batch after batch, without end. The same calls on the same seed give the same batches. */
export interface Sampler {
  /** Indices into the labels, draw by draw. [P * K] */
  next(): Int32Array;
  /**
   * Tells what the last validation mixed up, in place of what was told before. Only `hard-classes`
   * listens.
   */
  feedback(confusions: readonly ClassConfusion[]): void;
}

/** How many pictures of class `label` were taken for class `takenFor`. */
export interface ClassConfusion {
  readonly label: number;
  readonly takenFor: number;
  readonly count: number;
}
