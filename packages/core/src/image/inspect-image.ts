import type { ImageFormat } from './image-limits.js';
import { openImage } from './open-image.js';

/** What a picture's header tells. Width and height are as seen, after EXIF orientation. */
export interface ImageFacts {
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
}

/**
 * Reads a picture's header; no pixel is decoded, so a picture that passes may still turn out
 * damaged.
 *
 * @throws UmbraError `empty_file`, `file_too_large`, `not_an_image`, `image_too_many_pixels`, and
 * `damaged_image` when the file starts like a picture but its header cannot be read.
 */
export async function inspectImage(bytes: Uint8Array): Promise<ImageFacts> {
  const { format, width, height } = await openImage(bytes);
  return { format, width, height };
}
