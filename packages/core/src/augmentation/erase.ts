import type { InputSize } from '../image/index.js';
import type { Random } from '../random/index.js';

const grey = 128;
/** Sides of the rectangle as a ratio, in either direction. */
const aspectMax = 3;

interface EraseOptions {
  readonly size: InputSize;
  /** Largest share of the area. */
  readonly share: number;
  readonly random: Random;
}

/**
 * Covers a rectangle somewhere with mid-grey, so that no single spot decides ("Random Erasing Data
 * Augmentation", Zhong et al., 2017, with a fixed value).
 */
export function erase(pixels: Uint8ClampedArray, { size, share, random }: EraseOptions): void {
  const { width, height, channels } = size;
  const area = random.between(0, share) * width * height;
  const stretch = Math.sqrt(aspectMax ** random.between(-1, 1));
  const columns = Math.min(width, Math.round(Math.sqrt(area) * stretch));
  const rows = Math.min(height, Math.round(Math.sqrt(area) / stretch));
  const left = random.below(width - columns + 1);
  const top = random.below(height - rows + 1);
  for (let row = top; row < top + rows; row++) {
    const start = (row * width + left) * channels;
    pixels.fill(grey, start, start + columns * channels);
  }
}
