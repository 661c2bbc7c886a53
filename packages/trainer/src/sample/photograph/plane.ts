/** One number a pixel, row by row. */
export interface Plane {
  readonly side: number;
  readonly values: Float32Array;
}

export function emptyPlane(side: number): Plane {
  return { side, values: new Float32Array(side * side) };
}

/** Two box filters each way, close enough to a Gaussian; pixels beyond the border repeat it. */
export function blurred({ side, values }: Plane, radius: number): Plane {
  const once = boxRows(boxRows(values, side, radius), side, radius);
  return { side, values: boxRows(boxRows(once, side, radius), side, radius) };
}

/** Averages rows and writes the result transposed, so that two calls average both ways. */
function boxRows(values: Float32Array, side: number, radius: number): Float32Array {
  const result = new Float32Array(values.length);
  const padded = new Float32Array(side + 2 * radius + 1);
  const scale = 1 / (2 * radius + 1);
  for (let row = 0; row < side; row++) {
    const start = row * side;
    padded.fill(values[start] as number, 0, radius);
    padded.set(values.subarray(start, start + side), radius);
    padded.fill(values[start + side - 1] as number, radius + side);
    let sum = 0;
    for (let column = 0; column < 2 * radius; column++) {
      sum += padded[column] as number;
    }
    for (let column = 0, to = row; column < side; column++, to += side) {
      sum += padded[column + 2 * radius] as number;
      result[to] = sum * scale;
      sum -= padded[column] as number;
    }
  }
  return result;
}

/** Half the side: every four neighbours become their mean. */
export function halved({ side, values }: Plane): Plane {
  const half = emptyPlane(side >> 1);
  for (let row = 0; row < half.side; row++) {
    for (let column = 0; column < half.side; column++) {
      const at = row * 2 * side + column * 2;
      const top = (values[at] as number) + (values[at + 1] as number);
      const bottom = (values[at + side] as number) + (values[at + side + 1] as number);
      half.values[row * half.side + column] = (top + bottom) / 4;
    }
  }
  return half;
}
