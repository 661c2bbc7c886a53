import { invariant } from '../errors/index.js';
import { decoded, openImage } from './open-image.js';

/**
 * A picture made small for showing, as WebP: its longer side has at most `longestSide` pixels; it
 * is never enlarged.
 *
 * @throws UmbraError as {@link decodeImage}.
 */
export async function resizeImage(
  bytes: Uint8Array,
  options: { readonly longestSide: number },
): Promise<Uint8Array> {
  const { longestSide } = options;
  invariant(
    Number.isInteger(longestSide) && longestSide >= 1 && longestSide <= 16_383,
    `longest side ${longestSide}: WebP holds 1 to 16,383`,
  );
  const image = await openImage(bytes);
  const data = await decoded(
    image
      .decoder()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer(),
  );
  return new Uint8Array(data.buffer, data.byteOffset, data.length);
}
