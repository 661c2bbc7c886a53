import sharp, { type Sharp } from 'sharp';
import { UmbraError } from '../errors/index.js';
import { imageFormat } from './image-format.js';
import { type ImageFormat, imageLimits } from './image-limits.js';

export interface OpenedImage {
  readonly format: ImageFormat;
  /** Pixels across as the picture is meant to be seen: after its EXIF orientation. */
  readonly width: number;
  readonly height: number;
  /** A fresh decoder of the first frame, turned upright, transparent parts on white. */
  readonly decoder: () => Sharp;
}

/** Checks a picture from its header alone. The decoders of this door all start here. */
export async function openImage(bytes: Uint8Array): Promise<OpenedImage> {
  if (bytes.length === 0) {
    throw new UmbraError('empty_file', 'The file is empty: send a picture.');
  }
  if (bytes.length > imageLimits.bytesMax) {
    const limit = imageLimits.bytesMax / 2 ** 20;
    throw new UmbraError(
      'file_too_large',
      `The file is larger than ${limit} MB: send a smaller one.`,
    );
  }
  const format = imageFormat(bytes);
  if (format === null) {
    const known = imageLimits.formats.join(', ');
    throw new UmbraError(
      'not_an_image',
      `The file is not a picture that can be read: use ${known}.`,
    );
  }
  const { width, height } = await readSize(bytes);
  if (width * height > imageLimits.pixelsMax) {
    const limit = imageLimits.pixelsMax / 1_000_000;
    throw new UmbraError(
      'image_too_many_pixels',
      `The picture is ${width} x ${height}: send one of at most ${limit} megapixels.`,
    );
  }
  const decoder = (): Sharp =>
    sharp(bytes, { limitInputPixels: imageLimits.pixelsMax, failOn: 'error' })
      .autoOrient()
      .flatten({ background: '#ffffff' });
  return { format, width, height, decoder };
}

/** Runs a decoder; whatever it stumbles over lies in the picture, whose header was fine. */
export async function decoded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw damaged(cause);
  }
}

async function readSize(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    // No pixel limit here: reading a header costs nothing, and the caller says by how much it is
    // too large.
    const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return { width: autoOrient.width, height: autoOrient.height };
  } catch (cause) {
    throw damaged(cause);
  }
}

function damaged(cause: unknown): UmbraError {
  return new UmbraError(
    'damaged_image',
    'The picture is damaged or cut off: export it again and send it once more.',
    { cause },
  );
}
