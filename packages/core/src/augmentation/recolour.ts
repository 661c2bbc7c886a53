/**
 * Brightness, contrast, saturation and hue are one affine map of a pixel's channels: colour and its
 * distance from grey are split as in YIQ, where turning the hue is turning a plane.
 */
import type { Random } from '../random/index.js';
import type { AugmentationConfig } from './augmentation-config.js';

/** Of red, green and blue in the lightness of a pixel (ITU-R BT.601). */
const luma = [0.299, 0.587, 0.114] as const;

/** From red, green, blue to the two axes of colour, and back (YIQ, as in NTSC). */
const toColour = [
  [0.596, -0.274, -0.322],
  [0.211, -0.523, 0.312],
] as const;
const fromColour = [
  [0.956, 0.621],
  [-0.272, -0.647],
  [-1.106, 1.703],
] as const;

export interface ColourMap {
  readonly matrix: readonly number[]; // [C * C], row by row
  readonly offset: number;
}

/** Null when every pixel keeps its colour. */
export function drawColourMap(
  channels: 1 | 3,
  config: AugmentationConfig,
  random: Random,
): ColourMap | null {
  const { contrast, brightness, saturation, hueDegrees } = config;
  const gain = 1 + random.between(-contrast, contrast);
  const offset = 255 * random.between(-brightness, brightness) + 127.5 * (1 - gain);
  const colour = 1 + random.between(-saturation, saturation);
  const angle = (random.between(-hueDegrees, hueDegrees) * Math.PI) / 180;
  if (gain === 1 && offset === 0 && (channels === 1 || (colour === 1 && angle === 0))) {
    return null;
  }
  const matrix = channels === 1 ? [1] : colourMatrix(colour, angle);
  return { matrix: matrix.map((value) => gain * value), offset };
}

/** Lightness stays; the two axes of colour are stretched and turned. */
function colourMatrix(stretch: number, angle: number): number[] {
  if (stretch === 1 && angle === 0) {
    return [1, 0, 0, 0, 1, 0, 0, 0, 1];
  }
  const along = stretch * Math.cos(angle);
  const across = stretch * Math.sin(angle);
  return fromColour.flatMap(([first, second]) =>
    luma.map((light, channel) => {
      const i = toColour[0][channel] as number;
      const q = toColour[1][channel] as number;
      return light + first * (along * i - across * q) + second * (across * i + along * q);
    }),
  );
}

/** In place; the array clamps and rounds what it is given. */
export function recolour(pixels: Uint8ClampedArray, { matrix, offset }: ColourMap): void {
  if (matrix.length === 1) {
    const gain = matrix[0] as number;
    for (let at = 0; at < pixels.length; at++) {
      pixels[at] = (pixels[at] as number) * gain + offset;
    }
    return;
  }
  const [rr, rg, rb, gr, gg, gb, br, bg, bb] = matrix as [
    ...[number, number, number, number, number, number, number, number, number],
  ];
  for (let at = 0; at < pixels.length; at += 3) {
    const red = pixels[at] as number;
    const green = pixels[at + 1] as number;
    const blue = pixels[at + 2] as number;
    pixels[at] = rr * red + rg * green + rb * blue + offset;
    pixels[at + 1] = gr * red + gg * green + gb * blue + offset;
    pixels[at + 2] = br * red + bg * green + bb * blue + offset;
  }
}
