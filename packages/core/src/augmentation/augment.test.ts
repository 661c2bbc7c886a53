import { describe, expect, it } from 'vitest';
import type { InputSize } from '../image/index.js';
import { createRandom, type Random } from '../random/index.js';
import { augment } from './augment.js';
import type { AugmentationConfig } from './augmentation-config.js';
import { erase } from './erase.js';
import { drawColourMap, recolour } from './recolour.js';
import { drawMap, warp } from './warp.js';

const none: AugmentationConfig = {
  shift: 0,
  flip: false,
  rotateDegrees: 0,
  scale: 0,
  crop: 0,
  brightness: 0,
  contrast: 0,
  saturation: 0,
  hueDegrees: 0,
  erase: 0,
};

/** A stream that always draws the largest amount and always mirrors. */
const most: Random = {
  ...createRandom(1),
  between: (_low, high) => high,
  below: (bound) => bound - 1,
};

function warped(
  source: readonly number[],
  sides: { width: number; height: number; channels?: 1 | 3 },
  config: Partial<AugmentationConfig>,
): number[] {
  const target = new Uint8ClampedArray(source.length);
  const size: InputSize = { channels: 1, ...sides };
  const map = drawMap(size, { ...none, ...config }, most);
  if (map !== null) {
    warp({ source: Uint8Array.from(source), target, size, map });
  }
  return map === null ? [...source] : [...target];
}

function recoloured(source: readonly number[], config: Partial<AugmentationConfig>): number[] {
  const pixels = Uint8ClampedArray.from(source);
  const channels = source.length % 3 === 0 ? 3 : 1;
  const map = drawColourMap(channels, { ...none, ...config }, most);
  if (map !== null) {
    recolour(pixels, map);
  }
  return [...pixels];
}

describe('warp', () => {
  const square = { width: 3, height: 3 };
  const digits = [10, 20, 30, 40, 50, 60, 70, 80, 90];

  it('changes nothing when every amount is zero', () => {
    expect(warped(digits, square, {})).toEqual(digits);
  });

  it('moves the picture by a share of its sides and repeats the edge', () => {
    // A third of three pixels: one to the right and one down.
    expect(warped(digits, square, { shift: 1 / 3 })).toEqual([10, 10, 20, 10, 10, 20, 40, 40, 50]);
  });

  it('interpolates between pixels', () => {
    const row = { width: 4, height: 1 };
    expect(warped([0, 100, 200, 100], row, { shift: 1 / 8 })).toEqual([0, 50, 150, 150]);
  });

  it('mirrors left to right', () => {
    expect(warped(digits, square, { flip: true })).toEqual([30, 20, 10, 60, 50, 40, 90, 80, 70]);
  });

  it('turns clockwise around the centre', () => {
    expect(warped(digits, square, { rotateDegrees: 90 })).toEqual([
      70, 40, 10, 80, 50, 20, 90, 60, 30,
    ]);
  });

  it('makes the picture larger around the centre', () => {
    const row = { width: 5, height: 1 };
    expect(warped([0, 10, 20, 30, 40], row, { scale: 1 })).toEqual([10, 15, 20, 25, 30]);
  });

  it('crops a window and brings it to full size', () => {
    // Half of the picture, as far to the right as it goes; the last pixel is repeated.
    const row = { width: 5, height: 1 };
    expect(warped([0, 10, 20, 30, 40], row, { crop: 0.5 })).toEqual([23, 28, 33, 38, 40]);
  });

  it('keeps the channels of a pixel together', () => {
    const size = { width: 2, height: 1, channels: 3 } as const;
    expect(warped([1, 2, 3, 10, 20, 30], size, { flip: true })).toEqual([10, 20, 30, 1, 2, 3]);
  });
});

describe('recolour', () => {
  it('stretches contrast around mid-grey, adds brightness and stays within 0..255', () => {
    const source = [0, 100, 127, 255];
    expect(recoloured(source, { contrast: 0.5 })).toEqual([0, 86, 127, 255]);
    expect(recoloured(source, { brightness: 0.2 })).toEqual([51, 151, 178, 255]);
  });

  it('stretches colours away from grey and keeps the lightness', () => {
    const lightness = ([red, green, blue]: number[]) =>
      0.299 * Number(red) + 0.587 * Number(green) + 0.114 * Number(blue);
    const colour = [120, 100, 80];
    const vivid = recoloured(colour, { saturation: 0.5 });
    vivid.forEach((value, channel) => {
      const grey = lightness(colour);
      expect(value).toBeCloseTo(grey + 1.5 * (Number(colour[channel]) - grey), -0.5);
    });
    const turned = recoloured(colour, { hueDegrees: 120 });
    expect(turned).not.toEqual(colour);
    expect(Math.abs(lightness(turned) - lightness(colour))).toBeLessThan(1);
    expect(recoloured([90, 90, 90], { saturation: 1, hueDegrees: 90 })).toEqual([90, 90, 90]);
  });
});

it('erases a rectangle of at most its share', () => {
  const size = { width: 20, height: 10, channels: 1 } as const;
  const random = createRandom(3);
  for (let draw = 0; draw < 50; draw++) {
    const pixels = new Uint8ClampedArray(200);
    erase(pixels, { size, share: 0.3, random });
    const rows = Array.from({ length: 10 }, (_, row) =>
      pixels.subarray(row * 20, row * 20 + 20).join(),
    );
    const covered = rows.filter((row) => row.includes('128'));
    expect(new Set(covered).size).toBeLessThanOrEqual(1);
    expect(pixels.filter((value) => value === 128).length).toBeLessThanOrEqual(0.3 * 200 + 20);
  }
});

describe('augment', () => {
  const size = { width: 8, height: 8, channels: 3 } as const;
  const random = createRandom(2);
  const pixels = Uint8Array.from({ length: 4 * 192 }, () => random.below(256));
  const config = {
    ...none,
    shift: 0.2,
    flip: true,
    rotateDegrees: 30,
    scale: 0.2,
    crop: 0.3,
    contrast: 0.2,
    brightness: 0.1,
    saturation: 0.5,
    hueDegrees: 20,
    erase: 0.2,
  };

  it('gives the pictures back when everything is off, and never writes into them', () => {
    const before = Uint8Array.from(pixels);
    expect(augment({ pixels, size, config: none, seed: 1 })).toEqual(pixels);
    augment({ pixels, size, config, seed: 1 });
    expect(pixels).toEqual(before);
  });

  it('draws another variation for every picture and seed, the same ones again', () => {
    const twice = new Uint8Array([...pixels.subarray(0, 192), ...pixels.subarray(0, 192)]);
    const varied = augment({ pixels: twice, size, config, seed: 1 });
    expect(varied.subarray(0, 192)).not.toEqual(varied.subarray(192));
    expect(augment({ pixels: twice, size, config, seed: 1 })).toEqual(varied);
    expect(augment({ pixels: twice, size, config, seed: 2 })).not.toEqual(varied);
  });

  it('is the same in parts', () => {
    const whole = augment({ pixels, size, config, seed: 7 });
    const half = pixels.length / 2;
    const parts = [
      augment({ pixels: pixels.subarray(0, half), size, config, seed: 7 }),
      augment({ pixels: pixels.subarray(half), size, config, seed: 7, first: 2 }),
    ];
    expect(parts.flatMap((part) => [...part])).toEqual([...whole]);
  });

  it.each(['shift', 'rotateDegrees', 'scale', 'crop', 'brightness', 'contrast', 'saturation'])(
    'switches %s by itself',
    (name) => {
      const alone = { ...none, [name]: name === 'rotateDegrees' ? 20 : 0.4 };
      expect(augment({ pixels, size, config: alone, seed: 1 })).not.toEqual(pixels);
    },
  );
});
