/**
 * Varies training pictures so that the network learns what stays the same. Move, turn, resize and
 * mirror are one affine map, read backwards for each target pixel with bilinear interpolation, so
 * that a picture is interpolated once; what comes from outside repeats the edge.
 */
import type { InputSize } from '../image/index.js';
import type { AugmentationConfig } from '../model/index.js';
import type { Random } from '../random/index.js';

export interface AugmentOptions {
  readonly source: Uint8Array; // [H, W, C]
  readonly target: Float32Array; // [H, W, C], filled with 0..255
  readonly size: InputSize;
  readonly config: AugmentationConfig;
  readonly random: Random;
}

export function augment({ source, target, size, config, random }: AugmentOptions): void {
  warp(source, target, { size, map: drawMap(size, config, random) });
  const gain = 1 + random.between(-config.contrast, config.contrast);
  const offset = 255 * random.between(-config.brightness, config.brightness) + 127.5 * (1 - gain);
  for (let index = 0; index < target.length; index++) {
    const value = (target[index] as number) * gain + offset;
    target[index] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
}

/** Source position of the target pixel (x, y): x' = xx x + xy y + x0, y' = yx x + yy y + y0. */
interface AffineMap {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

function drawMap(size: InputSize, config: AugmentationConfig, random: Random): AffineMap {
  const angle = (random.between(-config.rotateDegrees, config.rotateDegrees) * Math.PI) / 180;
  const shrink = 1 / (1 + random.between(-config.scale, config.scale));
  const mirror = config.flip && random.below(2) === 1 ? -1 : 1;
  const moveX = random.between(-config.shift, config.shift) * size.width;
  const moveY = random.between(-config.shift, config.shift) * size.height;
  const xx = mirror * shrink * Math.cos(angle);
  const xy = mirror * shrink * Math.sin(angle);
  const yx = -shrink * Math.sin(angle);
  const yy = shrink * Math.cos(angle);
  const centreX = (size.width - 1) / 2;
  const centreY = (size.height - 1) / 2;
  return {
    xx,
    xy,
    x0: centreX - xx * (centreX + moveX) - xy * (centreY + moveY),
    yx,
    yy,
    y0: centreY - yx * (centreX + moveX) - yy * (centreY + moveY),
  };
}

function warp(
  source: Uint8Array,
  target: Float32Array,
  { size, map }: { size: InputSize; map: AffineMap },
): void {
  const { width, height, channels } = size;
  let written = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sourceX = clamp(map.xx * x + map.xy * y + map.x0, width - 1);
      const sourceY = clamp(map.yx * x + map.yy * y + map.y0, height - 1);
      const left = Math.floor(sourceX);
      const top = Math.floor(sourceY);
      const right = left < width - 1 ? channels : 0; // distance to the right neighbour
      const below = top < height - 1 ? width * channels : 0;
      const alongX = sourceX - left;
      const alongY = sourceY - top;
      let corner = (top * width + left) * channels;
      for (let channel = 0; channel < channels; channel++, corner++) {
        const upper =
          (source[corner] as number) * (1 - alongX) + (source[corner + right] as number) * alongX;
        const lower =
          (source[corner + below] as number) * (1 - alongX) +
          (source[corner + below + right] as number) * alongX;
        target[written++] = upper * (1 - alongY) + lower * alongY;
      }
    }
  }
}

function clamp(value: number, max: number): number {
  return value < 0 ? 0 : value > max ? max : value;
}
