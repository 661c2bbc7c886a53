import { resizeImage } from '@umbra/core/image';
import type { Picture } from '../http/picture.js';
import type { Blobs } from './blobs.js';

/** A stored file as it is, or as a preview whose longer side has at most `size` pixels. */
export function storedPicture(
  blobs: Blobs,
  file: { readonly sha256: string; readonly format: string },
  size: number | undefined,
): Picture {
  const { sha256, format } = file;
  if (size === undefined) {
    return { tag: sha256, mediaType: `image/${format}`, read: () => blobs.read(sha256) };
  }
  return {
    tag: `${sha256}-${size}`,
    mediaType: 'image/webp',
    read: async () => resizeImage(await blobs.read(sha256), { longestSide: size }),
  };
}
