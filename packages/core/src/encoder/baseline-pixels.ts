/**
 * `baseline-pixels`: the picture itself, small and normalized, as its embedding. It needs no
 * training, so a gallery searches from its first picture, and it is what every trained model has to
 * beat.
 */
import { invariant } from '../errors/index.js';
import type { InputSize } from '../image/index.js';

export const baselinePixelsSide = 16;

interface PixelBatch {
  readonly pixels: Uint8Array; // [N, H, W, C]
  readonly count: number;
  readonly size: InputSize;
}

/** [N, 16 * 16 * C]: box-averaged to 16 x 16, mean removed, every row of length 1. */
export function baselinePixels({ pixels, count, size }: PixelBatch): Float32Array {
  const { width, height, channels } = size;
  const imageLength = width * height * channels;
  invariant(pixels.length === count * imageLength, 'pixels are [N, H, W, C]');
  const dimension = baselinePixelsSide * baselinePixelsSide * channels;
  const vectors = new Float32Array(count * dimension);
  for (let index = 0; index < count; index++) {
    const image = pixels.subarray(index * imageLength, (index + 1) * imageLength);
    normalizeInto(
      vectors.subarray(index * dimension, (index + 1) * dimension),
      shrink(image, size),
    );
  }
  return vectors;
}

/**
 * Averages the box of source pixels under each target pixel; a smaller source repeats its pixels.
 */
function shrink(image: Uint8Array, { width, height, channels }: InputSize): Float64Array {
  const small = new Float64Array(baselinePixelsSide * baselinePixelsSide * channels);
  for (let row = 0; row < baselinePixelsSide; row++) {
    const [top, bottom] = boxOf(row, height);
    for (let column = 0; column < baselinePixelsSide; column++) {
      const [left, right] = boxOf(column, width);
      const target = (row * baselinePixelsSide + column) * channels;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          for (let channel = 0; channel < channels; channel++) {
            small[target + channel] =
              (small[target + channel] as number) +
              (image[(y * width + x) * channels + channel] as number);
          }
        }
      }
      const area = (bottom - top) * (right - left);
      for (let channel = 0; channel < channels; channel++) {
        small[target + channel] = (small[target + channel] as number) / area;
      }
    }
  }
  return small;
}

function boxOf(position: number, length: number): [start: number, end: number] {
  const start = Math.floor((position * length) / baselinePixelsSide);
  const end = Math.floor(((position + 1) * length) / baselinePixelsSide);
  return [start, Math.max(end, start + 1)];
}

/**
 * A picture of one colour has nothing left without its mean. It gets the constant vector, which is
 * at right angles to every other picture's and equal to that of other blank pictures.
 */
function normalizeInto(vector: Float32Array, values: Float64Array): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  const blank = length < 1e-9;
  values.forEach((value, index) => {
    vector[index] = blank ? 1 / Math.sqrt(values.length) : (value - mean) / length;
  });
}
