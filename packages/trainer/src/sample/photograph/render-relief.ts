import sharp from 'sharp';
import { n } from '../relief.js';
import type { Conditions } from './conditions.js';
import { blurred, emptyPlane, type Plane } from './plane.js';

/** The part as the camera sees it before any light falls on it. */
export interface Relief {
  readonly side: number;
  /** Heights in pixels. */
  readonly height: Plane;
  /** How far a turned surface leans across the part's axis, -1..1. */
  readonly lean: Plane;
  /** The unit vector in which surfaces lean, on the picture. */
  readonly across: { readonly x: number; readonly y: number };
  /** The unit vector along the part's x axis, on the picture. */
  readonly along: { readonly x: number; readonly y: number };
  readonly tone: Plane;
  /** 1 where the part is, 0 where the table is. */
  readonly cover: Plane;
}

/** Full height as a share of the picture's side. */
const heightShare = 0.085;

export async function renderRelief(
  drawing: string,
  pose: Conditions['pose'],
  side: number,
): Promise<Relief> {
  const { data } = await sharp(Buffer.from(placed(drawing, pose, side)))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });

  const height = emptyPlane(side);
  const lean = emptyPlane(side);
  const tone = emptyPlane(side);
  const cover = emptyPlane(side);
  for (let pixel = 0; pixel < side * side; pixel++) {
    const share = (data[pixel * 4 + 3] ?? 0) / 255;
    cover.values[pixel] = share;
    height.values[pixel] = ((data[pixel * 4] ?? 0) / 255) * share * heightShare * side;
    lean.values[pixel] = share === 0 ? 0 : ((data[pixel * 4 + 1] ?? 128) - 128) / 127;
    tone.values[pixel] = (data[pixel * 4 + 2] ?? 255) / 255;
  }
  return {
    side,
    // Softens the steps of 8-bit heights and rounds every edge, as tumbling does.
    height: blurred(height, 1),
    lean,
    tone,
    cover,
    ...directions(pose),
  };
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
