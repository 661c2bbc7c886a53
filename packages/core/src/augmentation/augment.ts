/**
 * Varies training pictures so that the network learns what stays the same. Bytes in, bytes out, and
 * every picture of a batch has a random stream of its own: the result depends on the bytes, the
 * configuration and the seed alone, wherever and in how many parts it is computed.
 */
import type { InputSize } from '../image/index.js';
import { createRandom } from '../random/index.js';
import type { AugmentationConfig } from './augmentation-config.js';
import { erase } from './erase.js';
import { drawColourMap, recolour } from './recolour.js';
import { drawMap, warp } from './warp.js';

export interface AugmentOptions {
  readonly pixels: Uint8Array; // [B, H, W, C]
  readonly size: InputSize;
  readonly config: AugmentationConfig;
  readonly seed: number;
  /** Position in the whole batch of the first picture, for a part of a batch. */
  readonly first?: number;
}

/**
 * `augment` by somebody else, such as a thread; resolves to the same bytes. It may take the buffer
 * of the pixels away.
 */
export type VaryPictures = (options: AugmentOptions) => Promise<Uint8Array>;

/** Varied copies [B, H, W, C]. */
export function augment({ pixels, size, config, seed, first = 0 }: AugmentOptions): Uint8Array {
  const imageLength = size.width * size.height * size.channels;
  const varied = new Uint8ClampedArray(pixels.length);
  const streams = createRandom(seed);
  for (let start = 0, at = first; start < pixels.length; start += imageLength, at++) {
    const random = streams.fork(`${at}`);
    const source = pixels.subarray(start, start + imageLength);
    const target = varied.subarray(start, start + imageLength);
    const map = drawMap(size, config, random);
    const colours = drawColourMap(size.channels, config, random);
    if (map === null) {
      target.set(source);
    } else {
      warp({ source, target, size, map });
    }
    if (colours !== null) {
      recolour(target, colours);
    }
    if (config.erase > 0) {
      erase(target, { size, share: config.erase, random });
    }
  }
  return new Uint8Array(varied.buffer);
}
