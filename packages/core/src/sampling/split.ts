/** Two parts of a data set, as ascending indices into its labels. */
export interface Split {
  readonly train: Int32Array;
  readonly heldOut: Int32Array;
}
