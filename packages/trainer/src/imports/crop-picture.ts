import sharp from 'sharp';
import { UnusableItem } from './import-source.js';

/** In pixels, from the upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Crop {
  readonly bytes: Uint8Array;
  /** The size that the box was drawn on. */
  readonly frame: { readonly width: number; readonly height: number };
  readonly box: Box;
  /** How much of the box's sides is kept around it, within the picture. */
  readonly margin: number;
}

/**
 * A box of a picture, as a PNG, so that nothing is lost. Whether the box was drawn on the picture
 * as it is stored or as its EXIF turns it, `frame` tells.
 * @throws UnusableItem for a damaged picture, one of another size, a box outside of it.
 */
export async function cropPicture({ bytes, frame, box, margin }: Crop): Promise<Uint8Array> {
  try {
    const stored = await sharp(bytes).metadata();
    const isStored = stored.width === frame.width && stored.height === frame.height;
    const turned = stored.autoOrient;
    if (!isStored && (turned.width !== frame.width || turned.height !== frame.height)) {
      throw new UnusableItem(
        `The picture has ${stored.width} x ${stored.height} pixels, its annotations say ` +
          `${frame.width} x ${frame.height}.`,
      );
    }
    const picture = sharp(bytes, { autoOrient: !isStored });
    return await picture.extract(regionOf({ box, margin, frame })).png().toBuffer();
  } catch (cause) {
    throw cause instanceof UnusableItem
      ? cause
      : new UnusableItem(`The picture cannot be read (${(cause as Error).message}).`, { cause });
  }
}

/** Whole pixels: all that the box touches and its margin, cut at the picture's edges. */
export function regionOf({ box, margin, frame }: Omit<Crop, 'bytes'>) {
  const left = Math.max(0, Math.floor(box.x - box.width * margin));
  const top = Math.max(0, Math.floor(box.y - box.height * margin));
  const right = Math.min(frame.width, Math.ceil(box.x + box.width * (1 + margin)));
  const bottom = Math.min(frame.height, Math.ceil(box.y + box.height * (1 + margin)));
  if (right - left < 1 || bottom - top < 1) {
    throw new UnusableItem('Its box lies outside of the picture.');
  }
  return { left, top, width: right - left, height: bottom - top };
}
