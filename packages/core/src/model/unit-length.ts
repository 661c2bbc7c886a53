/**
 * Brings every row of `vectors` [N, d] to length 1, in place. A row of zeros gets the constant direction: an index
 * takes no vector without a direction.
 */
export function toUnitLength(vectors: Float32Array, dimension: number): void {
  for (let start = 0; start < vectors.length; start += dimension) {
    const row = vectors.subarray(start, start + dimension);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    row.forEach((value, column) => {
      row[column] = length > 0 ? value / length : 1 / Math.sqrt(dimension);
    });
  }
}
