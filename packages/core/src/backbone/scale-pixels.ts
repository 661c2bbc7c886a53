/**
 * Networks differ in what they want pixels to be. The ranges are those of the published models:
 * -1..1 of MobileNet and Inception, 0..1 of many, ImageNet's mean and deviation of torchvision and
 * timm, 0..255 of models that scale by themselves.
 */
import type { InputSize } from '../image/index.js';

export const inputScalings = ['-1..1', '0..1', 'imagenet', '0..255'] as const;
export type InputScaling = (typeof inputScalings)[number];

/** By channel: networks get (pixel - mean) / deviation. */
export interface PixelScale {
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

const scales: Readonly<Record<InputScaling, PixelScale>> = {
  '-1..1': { mean: [127.5, 127.5, 127.5], deviation: [127.5, 127.5, 127.5] },
  '0..1': { mean: [0, 0, 0], deviation: [255, 255, 255] },
  imagenet: {
    mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
    deviation: [0.229 * 255, 0.224 * 255, 0.225 * 255],
  },
  '0..255': { mean: [0, 0, 0], deviation: [1, 1, 1] },
};

export function scaleOf(scaling: InputScaling): PixelScale {
  return scales[scaling];
}

interface ScaleOptions {
  readonly pixels: Uint8Array; // [B, H, W, C]
  readonly size: InputSize;
  readonly scaling: InputScaling;
}

/** [B, H, W, C], (pixel - mean) / deviation by channel. */
export function scalePixels({ pixels, size, scaling }: ScaleOptions): Float32Array {
  const { mean, deviation } = scales[scaling];
  const { channels } = size;
  const scaled = new Float32Array(pixels.length);
  for (let channel = 0; channel < channels; channel++) {
    const offset = mean[channel] as number;
    const factor = 1 / (deviation[channel] as number);
    for (let at = channel; at < pixels.length; at += channels) {
      scaled[at] = ((pixels[at] as number) - offset) * factor;
    }
  }
  return scaled;
}
