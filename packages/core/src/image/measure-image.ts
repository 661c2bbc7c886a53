import { decodeGrey, squareGrey } from './grey-image.js';
import type { ImageFacts } from './inspect-image.js';
import { openImage } from './open-image.js';
import { type PerceptualHash, perceptualHash } from './perceptual-hash.js';
import { sharpness } from './sharpness.js';

/** What a picture's pixels tell about its quality, and what finds it again. */
export interface ImageMeasure extends ImageFacts {
  readonly hash: PerceptualHash;
  /** The picture made tiny, which tells whether two with near hashes are alike: [16, 16]. */
  readonly thumbnail: Uint8Array;
  /** See {@link sharpness}; compares pictures of one class. */
  readonly sharpness: number;
}

/** Pixels across a thumbnail. */
export const thumbnailSide = 16;

/** About what networks look at: blur that only shows in a larger picture costs them nothing. */
const longestSide = 256;

/**
 * @throws UmbraError as {@link decodeImage}.
 */
export async function measureImage(bytes: Uint8Array): Promise<ImageMeasure> {
  const image = await openImage(bytes);
  const { format, width, height } = image;
  const grey = await decodeGrey(image, longestSide);
  return {
    format,
    width,
    height,
    hash: await perceptualHash(grey),
    thumbnail: (await squareGrey(grey, thumbnailSide)).pixels,
    sharpness: sharpness(grey),
  };
}
