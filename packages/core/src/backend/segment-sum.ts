/** Rows of `values` to be added up by the segment that each belongs to. */
export interface Segments {
  /** [N, R], flat */
  readonly values: ArrayLike<number>;
  /** Segment of each row; a row outside 0..segments-1 is left out, as in TensorFlow. [N] */
  readonly ids: ArrayLike<number>;
  readonly segments: number;
}

/**
 * Adds every row to its segment's row of `sums`, [segments, R], which the caller has set to zero.
 */
export function addSegments(
  { values, ids, segments }: Segments,
  sums: Float32Array | Int32Array,
): void {
  const rowSize = ids.length === 0 ? 0 : values.length / ids.length;
  for (let row = 0; row < ids.length; row++) {
    const segment = ids[row] as number;
    if (segment < 0 || segment >= segments) {
      continue;
    }
    let to = segment * rowSize;
    for (let from = row * rowSize; from < (row + 1) * rowSize; from++, to++) {
      sums[to] = (sums[to] as number) + (values[from] as number);
    }
  }
}
