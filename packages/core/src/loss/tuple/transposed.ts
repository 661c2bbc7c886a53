/** Side of the squares that are turned one by one, so that both sides stay in the cache. */
const tile = 32;

interface Turn {
  readonly rows: number;
  readonly columns: number;
  readonly into: Float32Array /* [columns, rows] */;
}

/** Writes the transpose of a matrix. */
export function transpose(
  matrix: Float32Array /* [rows, columns] */,
  { rows, columns, into }: Turn,
): void {
  for (let top = 0; top < rows; top += tile) {
    const bottom = Math.min(top + tile, rows);
    for (let left = 0; left < columns; left += tile) {
      const right = Math.min(left + tile, columns);
      for (let column = left; column < right; column++) {
        for (let row = top; row < bottom; row++) {
          into[column * rows + row] = matrix[row * columns + column] as number;
        }
      }
    }
  }
}
