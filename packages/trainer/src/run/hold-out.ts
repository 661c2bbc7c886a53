import { createRandom } from '@umbra/core/random';
import { stratifiedSplit } from '@umbra/core/sampling';
import type { TrainingImages } from '@umbra/core/training';

export interface HoldOutOptions {
  /** Share of every class that is held out. */
  readonly share: number;
  readonly seed: number;
}

export interface HeldOut {
  readonly kept: TrainingImages;
  readonly heldOut: TrainingImages;
}

/**
 * Splits a set by class. Training and evaluating share this one, so what `umbra train --holdout 0.3
 * --seed 1` has never seen is what `umbra evaluate --gallery-share 0.7 --seed 1` asks.
 */
export function holdOut(images: TrainingImages, { share, seed }: HoldOutOptions): HeldOut {
  const random = createRandom(seed).fork('hold-out');
  // 1 - 0.9 is a little less than 0.1, which would round some classes the other way.
  const exactShare = Math.round(share * 1e6) / 1e6;
  const split = stratifiedSplit({ labels: images.labels, share: exactShare, random });
  return { kept: pick(images, split.train), heldOut: pick(images, split.heldOut) };
}

function pick(images: TrainingImages, indices: Int32Array): TrainingImages {
  const { pixels, labels, size } = images;
  const imageLength = size.width * size.height * size.channels;
  const picked = new Uint8Array(indices.length * imageLength); // [n, H, W, C]
  indices.forEach((index, row) => {
    const from = index * imageLength;
    picked.set(pixels.subarray(from, from + imageLength), row * imageLength);
  });
  return { ...images, pixels: picked, labels: indices.map((index) => labels[index] ?? 0) };
}
