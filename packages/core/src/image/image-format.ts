import type { ImageFormat } from './image-limits.js';

/**
 * The format by the first bytes of the file, null when it is none that we take.
 *
 * The decoder would sniff for itself, but it also opens SVG, which is a program more than a picture
 * (it names fonts, other files, and sizes out of proportion to its bytes). So nothing reaches the
 * decoder that has no raster signature.
 */
export function imageFormat(bytes: Uint8Array): ImageFormat | null {
  if (startsWith(bytes, 0, '\xff\xd8\xff')) return 'jpeg';
  if (startsWith(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png';
  if (startsWith(bytes, 0, 'GIF87a') || startsWith(bytes, 0, 'GIF89a')) return 'gif';
  if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) return 'webp';
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].some((mark) => startsWith(bytes, 0, mark)))
    return 'tiff';
  return isAvif(bytes) ? 'avif' : null;
}

/**
 * An ISO media file whose type box names AVIF among its brands: size, "ftyp", major brand, version,
 * brands.
 */
function isAvif(bytes: Uint8Array): boolean {
  if (bytes.length < 16 || !startsWith(bytes, 4, 'ftyp')) return false;
  const size = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  const end = Math.min(size, bytes.length, 256);
  for (let at = 8; at + 4 <= end; at += 4) {
    const isVersion = at === 12;
    if (!isVersion && (startsWith(bytes, at, 'avif') || startsWith(bytes, at, 'avis'))) return true;
  }
  return false;
}

function startsWith(bytes: Uint8Array, offset: number, mark: string): boolean {
  if (bytes.length < offset + mark.length) return false;
  for (let index = 0; index < mark.length; index++) {
    if (bytes[offset + index] !== mark.charCodeAt(index)) return false;
  }
  return true;
}
