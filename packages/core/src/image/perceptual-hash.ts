/**
 * A hash that is nearly the same for pictures that look the same: resized, compressed again or
 * brightened. The picture's lowest frequencies (8 x 8 of a discrete cosine transform of 32 x 32
 * pixels, the mean left out) against their median, a bit each: "pHash" (Zauner, "Implementation and
 * Benchmarking of Perceptual Image Hash Functions", 2010). On smooth surfaces it makes far fewer
 * false alarms than the difference hash.
 */
import { type GreyImage, squareGrey } from './grey-image.js';

const gridSide = 32;
const frequencies = 8;

/** 64 bits in two halves. */
export type PerceptualHash = readonly [number, number];

/** cosines[u][x] of frequency u + 1 at cell x. */
const cosines = Array.from({ length: frequencies }, (_, u) =>
  Float64Array.from({ length: gridSide }, (_, x) =>
    Math.cos(((2 * x + 1) * (u + 1) * Math.PI) / (2 * gridSide)),
  ),
);

export async function perceptualHash(image: GreyImage): Promise<PerceptualHash> {
  const coefficients = lowFrequencies(await squareGrey(image, gridSide));
  const median = coefficients.slice().sort()[coefficients.length / 2] as number;
  const halves: [number, number] = [0, 0];
  coefficients.forEach((value, at) => {
    if (value > median) {
      const half = at >> 5;
      halves[half] = ((halves[half] as number) | (1 << (at & 31))) >>> 0;
    }
  });
  return halves;
}

/** Bits in which two hashes differ: 0 to 64. */
export function hashDistance(first: PerceptualHash, second: PerceptualHash): number {
  return countBits(first[0] ^ second[0]) + countBits(first[1] ^ second[1]);
}

/** How many of 32 bits are set, all at once: sums of 1, 2, 4 and then all bits side by side. */
export function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** [frequencies, frequencies] */
function lowFrequencies({ pixels }: GreyImage): Float64Array {
  const byRow = cosines.map((cosine) =>
    Float64Array.from({ length: gridSide }, (_, y) => {
      let sum = 0;
      for (let x = 0; x < gridSide; x++) {
        sum += (pixels[y * gridSide + x] as number) * (cosine[x] as number);
      }
      return sum;
    }),
  );
  return Float64Array.from({ length: frequencies ** 2 }, (_, at) => {
    const row = byRow[at % frequencies] as Float64Array;
    const cosine = cosines[Math.floor(at / frequencies)] as Float64Array;
    const sum = row.reduce((total, value, y) => total + value * (cosine[y] as number), 0);
    // What is rounding in a picture of one colour is no frequency.
    return Math.round(sum * 1e6) / 1e6;
  });
}
