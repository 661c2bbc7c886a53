/**
 * Move, turn, resize, crop and mirror are one affine map, read backwards for each target pixel with
 * bilinear interpolation, so that a picture is interpolated once; what comes from outside repeats
 * the edge. Positions and weights are whole numbers of 1/256 pixel: sums of bytes need no more, and
 * whole numbers are what makes the loop fast.
 */
import type { InputSize } from '../image/index.js';
import type { Random } from '../random/index.js';
import type { AugmentationConfig } from './augmentation-config.js';

/** Source position of the target pixel (x, y): x' = xx x + xy y + x0, y' = yx x + yy y + y0. */
export interface AffineMap {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** Null when the picture stays where it is. */
export function drawMap(
  { width, height }: InputSize,
  config: AugmentationConfig,
  random: Random,
): AffineMap | null {
  const { rotateDegrees, scale, shift, crop } = config;
  const angle = (random.between(-rotateDegrees, rotateDegrees) * Math.PI) / 180;
  const kept = 1 - random.between(0, crop);
  const shrink = kept / (1 + random.between(-scale, scale));
  const mirror = config.flip && random.below(2) === 1 ? -1 : 1;
  const moveX = random.between(-shift, shift) * width;
  const moveY = random.between(-shift, shift) * height;
  const cropX = (random.between(-1, 1) * (1 - kept) * width) / 2;
  const cropY = (random.between(-1, 1) * (1 - kept) * height) / 2;
  if (angle === 0 && shrink === 1 && mirror === 1 && moveX === 0 && moveY === 0) {
    return null;
  }
  const xx = mirror * shrink * Math.cos(angle);
  const xy = mirror * shrink * Math.sin(angle);
  const yx = -shrink * Math.sin(angle);
  const yy = shrink * Math.cos(angle);
  const centreX = (width - 1) / 2;
  const centreY = (height - 1) / 2;
  return {
    xx,
    xy,
    x0: centreX + cropX - xx * (centreX + moveX) - xy * (centreY + moveY),
    yx,
    yy,
    y0: centreY + cropY - yx * (centreX + moveX) - yy * (centreY + moveY),
  };
}

interface WarpOptions {
  readonly source: Uint8Array; // [H, W, C]
  readonly target: Uint8ClampedArray; // [H, W, C]
  readonly size: InputSize;
  readonly map: AffineMap;
}

export function warp({ source, target, size, map }: WarpOptions): void {
  const { width, height, channels } = size;
  const lastX = (width - 1) * 256;
  const lastY = (height - 1) * 256;
  let written = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sourceX = within((map.xx * x + map.xy * y + map.x0) * 256, lastX);
      const sourceY = within((map.yx * x + map.yy * y + map.y0) * 256, lastY);
      const right = sourceX < lastX ? channels : 0; // distance to the right neighbour
      const below = sourceY < lastY ? width * channels : 0;
      const alongX = sourceX & 255;
      const alongY = sourceY & 255;
      let corner = ((sourceY >> 8) * width + (sourceX >> 8)) * channels;
      for (let channel = 0; channel < channels; channel++, corner++) {
        const upper =
          (source[corner] as number) * (256 - alongX) + (source[corner + right] as number) * alongX;
        const lower =
          (source[corner + below] as number) * (256 - alongX) +
          (source[corner + below + right] as number) * alongX;
        target[written++] = (upper * (256 - alongY) + lower * alongY + 32_768) >> 16;
      }
    }
  }
}

function within(position: number, max: number): number {
  return position < 0 ? 0 : position > max ? max : Math.round(position);
}
