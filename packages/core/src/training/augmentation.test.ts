import { describe, expect, it } from 'vitest';
import type { AugmentationConfig } from '../model/index.js';
import { createRandom, type Random } from '../random/index.js';
import { augment } from './augmentation.js';

const none: AugmentationConfig = {
  shift: 0,
  flip: false,
  rotateDegrees: 0,
  scale: 0,
  brightness: 0,
  contrast: 0,
};

/** A stream that always draws the largest amount and always mirrors. */
const most: Random = {
  ...createRandom(1),
  between: (_low, high) => high,
  below: (bound) => bound - 1,
};

function augmented(
  source: readonly number[],
  size: { width: number; height: number; channels?: 1 | 3 },
  { config, random = most }: { config: Partial<AugmentationConfig>; random?: Random },
): number[] {
  const target = new Float32Array(source.length);
  augment({
    source: Uint8Array.from(source),
    target,
    size: { channels: 1, ...size },
    config: { ...none, ...config },
    random,
  });
  return [...target];
}

describe('augment', () => {
  const square = { width: 3, height: 3 };
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];

  it('changes nothing when every amount is zero', () => {
    expect(augmented(digits, square, { config: {} })).toEqual(digits);
  });

  it('moves the picture by a share of its sides and repeats the edge', () => {
    // A third of three pixels: one to the right and one down.
    const moved = augmented(digits, square, { config: { shift: 1 / 3 } });
    expect(moved.map((value) => Math.round(value * 1000) / 1000)).toEqual([
      1, 1, 2, 1, 1, 2, 4, 4, 5,
    ]);
  });

  it('interpolates between pixels', () => {
    const moved = augmented(
      [0, 100, 200, 100],
      { width: 4, height: 1 },
      { config: { shift: 1 / 8 } },
    );
    expect(moved).toEqual([0, 50, 150, 150]);
  });

  it('mirrors left to right', () => {
    expect(augmented(digits, square, { config: { flip: true } })).toEqual([
      3, 2, 1, 6, 5, 4, 9, 8, 7,
    ]);
  });

  it('turns clockwise around the centre', () => {
    const turned = augmented(digits, square, { config: { rotateDegrees: 90 } });
    expect(turned.map(Math.round)).toEqual([7, 4, 1, 8, 5, 2, 9, 6, 3]);
  });

  it('makes the picture larger around the centre', () => {
    const larger = augmented(
      [0, 10, 20, 30, 40],
      { width: 5, height: 1 },
      { config: { scale: 1 } },
    );
    expect(larger).toEqual([10, 15, 20, 25, 30]);
  });

  it('keeps the channels of a pixel together', () => {
    const pixels = [1, 2, 3, 10, 20, 30];
    const size = { width: 2, height: 1, channels: 3 } as const;
    expect(augmented(pixels, size, { config: { flip: true } })).toEqual([10, 20, 30, 1, 2, 3]);
  });

  it('stretches contrast around mid-grey, adds brightness and stays within 0..255', () => {
    const row = { width: 4, height: 1 };
    const source = [0, 100, 127, 255];
    expect(augmented(source, row, { config: { contrast: 0.5 } })).toEqual([0, 86.25, 126.75, 255]);
    expect(augmented(source, row, { config: { brightness: 0.2 } })).toEqual([51, 151, 178, 255]);
  });

  it('draws another variation each time, the same ones for a seed', () => {
    const config = { shift: 0.3, flip: true, rotateDegrees: 30, scale: 0.2, contrast: 0.2 };
    const draw = (random: Random): number[] => augmented(digits, square, { config, random });
    const random = createRandom(5);
    const first = draw(random);
    expect(draw(random)).not.toEqual(first);
    expect(draw(createRandom(5))).toEqual(first);
  });
});
