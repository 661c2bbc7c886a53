import { invariant } from '../errors/index.js';
import type { InputSize } from './input-size.js';
import { decoded, openImage } from './open-image.js';

/**
 * A picture as the pixels that a model takes: uint8 `[H, W, C]` in row-major order, grey or sRGB.
 *
 * The first frame, turned upright by its EXIF orientation, transparent parts on white, stretched to
 * the size (no cropping: what lies at the edge of a part matters). Training and serving both decode
 * here, so they see the same.
 *
 * @throws UmbraError as {@link inspectImage}, and `damaged_image` when the pixels cannot be
 * decoded.
 */
export async function decodeImage(bytes: Uint8Array, size: InputSize): Promise<Uint8Array> {
  const { width, height, channels } = size;
  const image = await openImage(bytes);
  const { data, info } = await decoded(
    image
      .decoder()
      .resize({ width, height, fit: 'fill' })
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true }),
  );
  invariant(
    info.channels === channels && data.length === height * width * channels,
    `decoded ${info.width} x ${info.height} x ${info.channels}`,
  );
  return new Uint8Array(data.buffer, data.byteOffset, data.length);
}
