import { decodeImage, type InputSize } from '@umbra/core/image';
import sharp from 'sharp';
import type { PictureContent } from './picture-source.js';

/**
 * A picture as pixels of the input size, uint8 [H, W, C]. Raw pixels of another size take the way
 * through a PNG, so that all pictures are brought to size by the one decoder that serving uses too.
 */
export async function toInputSize(content: PictureContent, size: InputSize): Promise<Uint8Array> {
  if (content.kind === 'file') {
    return decodeImage(content.bytes, size);
  }
  const { pixels, size: own } = content;
  if (own.width === size.width && own.height === size.height && own.channels === size.channels) {
    return pixels;
  }
  const png = await sharp(pixels, { raw: own }).png({ compressionLevel: 0 }).toBuffer();
  return decodeImage(png, size);
}
