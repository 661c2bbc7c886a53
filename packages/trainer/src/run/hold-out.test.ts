import type { TrainingImages } from '@umbra/core/training';
import { expect, it } from 'vitest';
import { holdOut } from './hold-out.js';

it('splits every class, without loss, and the same for a share and what is left of it', () => {
  const labels = Int32Array.from({ length: 45 }, (_, index) => index % 3);
  const images: TrainingImages = {
    kind: 'pixels',
    pixels: Uint8Array.from({ length: 45 * 2 }, (_, index) => index),
    labels,
    classes: ['a', 'b', 'c'],
    size: { width: 2, height: 1, channels: 1 },
  };
  const { kept, heldOut } = holdOut(images, { share: 0.1, seed: 3 });
  expect([kept.labels.length, heldOut.labels.length]).toEqual([39, 6]);
  expect([...kept.pixels, ...heldOut.pixels].sort((a, b) => a - b)).toEqual([...images.pixels]);
  heldOut.labels.forEach((label, row) => {
    expect(((heldOut.pixels[row * 2] ?? 0) / 2) % 3).toBe(label);
  });
  expect(holdOut(images, { share: 1 - 0.9, seed: 3 }).heldOut.pixels).toEqual(heldOut.pixels);
  expect(holdOut(images, { share: 0.1, seed: 4 }).heldOut.pixels).not.toEqual(heldOut.pixels);
});
