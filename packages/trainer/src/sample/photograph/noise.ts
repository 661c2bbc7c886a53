import type { Random } from '@umbra/core/random';

/** Smooth noise in -1..1 over the plane; one unit of x or y is one cell of the lattice. */
export type Noise = (x: number, y: number) => number;

const cells = 64;
const wrap = cells - 1;

/** Value noise: random values on a lattice that repeats every 64 cells, joined by smoothstep. */
export function createNoise(random: Random): Noise {
  const values = new Float32Array(cells * cells);
  for (let cell = 0; cell < values.length; cell++) {
    values[cell] = random.between(-1, 1);
  }

  return (x, y) => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const across = smooth(x - column);
    const down = smooth(y - row);
    const left = column & wrap;
    const right = (column + 1) & wrap;
    const upper = (row & wrap) * cells;
    const lower = ((row + 1) & wrap) * cells;
    // Every place is inside the lattice by the masks above.
    const topLeft = values[upper + left] as number;
    const bottomLeft = values[lower + left] as number;
    const top = topLeft + ((values[upper + right] as number) - topLeft) * across;
    const bottom = bottomLeft + ((values[lower + right] as number) - bottomLeft) * across;
    return top + (bottom - top) * down;
  };
}

/** Three octaves of `noise`: clouds, stains, wood. */
export function cloudy(noise: Noise, x: number, y: number): number {
  const octaves = noise(x, y) + noise(x * 2 + 17, y * 2 + 5) / 2 + noise(x * 4 + 3, y * 4 + 29) / 4;
  return octaves / 1.75;
}

function smooth(share: number): number {
  return share * share * (3 - 2 * share);
}
