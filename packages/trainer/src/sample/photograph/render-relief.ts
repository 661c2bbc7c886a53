import sharp from 'sharp';
import { n } from '../relief.js';
import type { Conditions } from './conditions.js';
import { emptyPlane, type Plane } from './plane.js';

/** The part as the camera sees it before any light falls on it. */
export interface Relief {
  readonly side: number;
  /** Height, lean, tone (see `relief.ts`) and cover, 0..255: [side, side, 4]. */
  readonly pixels: Uint8Array;
  /** Heights in pixels, 0 beside the part. */
  readonly height: Plane;
  /** The unit vector in which surfaces lean, on the picture. */
  readonly across: { readonly x: number; readonly y: number };
  /** The unit vector along the part's x axis, on the picture. */
  readonly along: { readonly x: number; readonly y: number };
}

/** Full height as a share of the picture's side. */
const heightShare = 0.085;

export async function renderRelief(
  drawing: string,
  pose: Conditions['pose'],
  side: number,
): Promise<Relief> {
  const pixels = await sharp(Buffer.from(placed(drawing, pose, side)))
    .ensureAlpha()
    .raw()
    .toBuffer();
  const height = emptyPlane(side);
  const scale = (heightShare * side) / 255 ** 2;
  for (let pixel = 0; pixel < side * side; pixel++) {
    const cover = pixels[pixel * 4 + 3] as number;
    if (cover > 0) {
      height.values[pixel] = (pixels[pixel * 4] as number) * cover * scale;
    }
  }
  return { side, pixels, height, ...directions(pose) };
}

function placed(drawing: string, pose: Conditions['pose'], side: number): string {
  const { turnDegrees, tiltDegrees, squeeze, size, x, y } = pose;
  const scale = (size * side) / 100;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">` +
    `<g transform="translate(${n(x * side)} ${n(y * side)}) scale(${n(scale)}) ` +
    `rotate(${n(tiltDegrees)}) scale(1 ${n(squeeze)}) rotate(${n(turnDegrees - tiltDegrees)})">` +
    `${drawing}</g></svg>`
  );
}

function directions({ turnDegrees }: Conditions['pose']): Pick<Relief, 'across' | 'along'> {
  const turn = (turnDegrees * Math.PI) / 180;
  return {
    along: { x: Math.cos(turn), y: Math.sin(turn) },
    across: { x: -Math.sin(turn), y: Math.cos(turn) },
  };
}
