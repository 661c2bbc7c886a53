/** Side of the squares that are turned one by one, so that both sides stay in the cache. */
const tile = 32;

/** The transpose of some columns of a matrix, of all where no `first` and `count` are given. */
export function transposed(
  matrix: Float32Array /* [rows, columns] */,
  {
    rows,
    columns,
    first = 0,
    count = columns,
  }: { rows: number; columns: number; first?: number; count?: number },
): Float32Array /* [count, rows] */ {
  const result = new Float32Array(count * rows);
  for (let top = 0; top < rows; top += tile) {
    const bottom = Math.min(top + tile, rows);
    for (let left = 0; left < count; left += tile) {
      const right = Math.min(left + tile, count);
      for (let column = left; column < right; column++) {
        for (let row = top; row < bottom; row++) {
          result[column * rows + row] = matrix[row * columns + first + column] as number;
        }
      }
    }
  }
  return result;
}
