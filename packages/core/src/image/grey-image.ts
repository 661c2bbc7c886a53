import sharp from 'sharp';
import { decoded, type OpenedImage } from './open-image.js';

/** Grey pixels: uint8 [H, W]. */
export interface GreyImage {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The picture in grey, as it is or shrunk so that its longer side is `longestSide`. */
export async function decodeGrey(image: OpenedImage, longestSide: number): Promise<GreyImage> {
  const { data, info } = await decoded(
    image
      .decoder()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('b-w')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true }),
  );
  const { width, height } = info;
  return { pixels: new Uint8Array(data.buffer, data.byteOffset, data.length), width, height };
}

/** The picture stretched to a square. */
export async function squareGrey(image: GreyImage, side: number): Promise<GreyImage> {
  const { pixels, width, height } = image;
  const data = await sharp(pixels, { raw: { width, height, channels: 1 } })
    .resize({ width: side, height: side, fit: 'fill' })
    .toColourspace('b-w')
    .raw({ depth: 'uchar' })
    .toBuffer();
  return {
    pixels: new Uint8Array(data.buffer, data.byteOffset, data.length),
    width: side,
    height: side,
  };
}
