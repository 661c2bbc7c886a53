import type { GreyImage } from './grey-image.js';

/**
 * The variance of the picture's Laplacian (Pech-Pacheco et al., "Diatom autofocusing in brightfield
 * microscopy", 2000): blur takes the edges, so it falls. It depends on what is shown and how
 * strongly as well, so it only compares pictures of one class, and in ratios. 0 for a picture of
 * one colour, or smaller than 3 x 3.
 */
export function sharpness({ pixels, width, height }: GreyImage): number {
  const at = (x: number, y: number): number => pixels[y * width + x] as number;
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const laplacian = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4 * at(x, y);
      sum += laplacian;
      squares += laplacian * laplacian;
      count++;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}
