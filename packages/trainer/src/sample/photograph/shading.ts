/**
 * Light on metal. A metal part is mostly a mirror of the room: besides a little diffuse light each
 * pixel shows what lies in its direction of reflection. The relief is twice as large as the
 * picture: every four of its pixels are averaged, which smooths the edges.
 */
import type { Random } from '@umbra/core/random';
import type { Conditions } from './conditions.js';
import type { LitPart } from './lit-part.js';
import { createNoise } from './noise.js';
import { blurred, emptyPlane, halved, type Plane } from './plane.js';
import type { Relief } from './render-relief.js';
import { createRoom } from './room.js';

export function shade(relief: Relief, conditions: Conditions, random: Random): LitPart {
  const { side, pixels } = relief;
  const { light, metal } = conditions;
  const brush = createBrush(relief, random);
  const room = createRoom(conditions, createNoise(random));
  const hollow = createHollow(relief.height);
  const cover = emptyPlane(side / 2);
  const colours = new Float32Array(cover.values.length * 3);
  const tint = metal.colour.map((channel, index) => channel * (light.colour[index] ?? 1));

  for (let row = 2; row < side - 2; row++) {
    for (let column = 2; column < side - 2; column++) {
      const pixel = row * side + column;
      const share = (pixels[pixel * 4 + 3] as number) / (4 * 255);
      if (share === 0) {
        continue;
      }
      const leaning = ((pixels[pixel * 4 + 1] as number) - 128) / 132 + brush(column, row);
      const upright = Math.sqrt(Math.max(0.02, 1 - leaning * leaning));
      const x = slope(relief.height, pixel, 1) * upright + leaning * relief.across.x;
      const y = slope(relief.height, pixel, side) * upright + leaning * relief.across.y;
      const length = Math.sqrt(x * x + y * y + upright * upright);
      const seen = room(x / length, y / length, upright / length, column / side, row / side);

      const reach = ((pixels[pixel * 4 + 2] as number) / 255) * hollow(column, row) * share;
      const body = seen.diffuse * (1 - metal.polish) + seen.mirrored * metal.polish;
      const target = (row >> 1) * cover.side + (column >> 1);
      cover.values[target] = (cover.values[target] as number) + share;
      for (let channel = 0; channel < 3; channel++) {
        const sent = body * (tint[channel] as number) + seen.glint;
        const at = target * 3 + channel;
        colours[at] = (colours[at] as number) + sent * reach;
      }
    }
  }
  return { colours, cover };
}

/** How fast the height falls towards the next pixels of a direction (1: across, the side: down). */
function slope({ values, side }: Plane, pixel: number, step: number): number {
  // Averaged over the neighbours to both sides and over four pixels: it softens the steps of 8-bit
  // heights, and rounds every edge, as tumbling does.
  const beside = step === 1 ? side : 1;
  const fall = (at: number): number =>
    (values[at - step] as number) -
    (values[at + step] as number) +
    (values[at - 2 * step] as number) -
    (values[at + 2 * step] as number);
  return (2 * fall(pixel) + fall(pixel - beside) + fall(pixel + beside)) / 24;
}

/** The fine marks of machining along the part's axis: how much each place leans by them. */
function createBrush(
  { side, along, across }: Relief,
  random: Random,
): (column: number, row: number) => number {
  const grain = createNoise(random);
  const depth = random.between(0.01, 0.035);
  return (column, row) => {
    const u = (column * along.x + row * along.y) / side;
    const v = (column * across.x + row * across.y) / side;
    return depth * (grain(u * 6, v * 64) + grain(u * 18 + 7, v * 105));
  };
}

/** What lies deeper than its surroundings gets less of the room's light: the share that it gets. */
function createHollow(height: Plane): (column: number, row: number) => number {
  const { side, values } = height;
  const around = blurred(halved(height), Math.round(side / 80));
  return (column, row) => {
    const surroundings = around.values[(row >> 1) * around.side + (column >> 1)] as number;
    const depth = Math.max(0, surroundings - (values[row * side + column] as number));
    return 1 / (1 + depth * (40 / side));
  };
}
