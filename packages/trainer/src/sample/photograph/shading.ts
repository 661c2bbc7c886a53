/**
 * Light on metal. A metal part is mostly a mirror of the room: besides a little diffuse light each pixel shows what
 * lies in its direction of reflection: a softbox, a bright upper and a dark lower half of the room, and a dim pattern.
 */
import type { Random } from '@umbra/core/random';
import type { Conditions } from './conditions.js';
import { createNoise, type Noise } from './noise.js';
import { blurred, halved } from './plane.js';
import type { Relief } from './render-relief.js';

/** Linear light of the part, three values a pixel, row by row, 0..1 and above. */
export function shade(relief: Relief, conditions: Conditions, random: Random): Float32Array {
  const { side, along, across } = relief;
  const { light, metal } = conditions;
  const grain = createNoise(random);
  const room = createRoom(conditions, createNoise(random));
  const hollow = blurred(halved(relief.height), Math.round(side / 80));
  const height = relief.height.values;
  const colours = new Float32Array(side * side * 3);
  const brushed = random.between(0.01, 0.035);

  for (let row = 1; row < side - 1; row++) {
    for (let column = 1; column < side - 1; column++) {
      const pixel = row * side + column;
      if ((relief.cover.values[pixel] ?? 0) === 0) {
        continue;
      }
      const u = (column * along.x + row * along.y) / side;
      const v = (column * across.x + row * across.y) / side;
      const scratch = brushed * (grain(u * 6, v * 64) + grain(u * 18 + 7, v * 105));
      const lean = (relief.lean.values[pixel] ?? 0) * 0.96 + scratch;
      const flat = Math.sqrt(Math.max(0.02, 1 - lean * lean));
      const here = height[pixel] ?? 0;
      const slopeX = ((height[pixel - 1] ?? 0) - (height[pixel + 1] ?? 0)) / 2;
      const slopeY = ((height[pixel - side] ?? 0) - (height[pixel + side] ?? 0)) / 2;
      const x = slopeX * flat + lean * across.x;
      const y = slopeY * flat + lean * across.y;
      const length = Math.sqrt(x * x + y * y + flat * flat);

      // What lies deeper than its surroundings gets less of the room's light.
      const depth = Math.max(
        0,
        (hollow.values[(row >> 1) * hollow.side + (column >> 1)] ?? 0) - here,
      );
      const open = 1 / (1 + depth * (40 / side));
      const tone = relief.tone.values[pixel] ?? 1;
      const seen = room(x / length, y / length, flat / length, column / side, row / side);
      const base = (seen.diffuse * (1 - metal.polish) + seen.mirrored * metal.polish) * open * tone;
      for (let channel = 0; channel < 3; channel++) {
        const body = base * (metal.colour[channel] ?? 1) + seen.glint * tone * open;
        colours[pixel * 3 + channel] = body * (light.colour[channel] ?? 1);
      }
    }
  }
  return colours;
}

interface Seen {
  diffuse: number;
  mirrored: number;
  glint: number;
}

type Room = (x: number, y: number, z: number, across: number, down: number) => Seen;

/** What a surface with the normal (x, y, z) at a place of the picture sees. The answer is reused by the next call. */
function createRoom({ light, metal }: Conditions, pattern: Noise): Room {
  const lightX = Math.cos(light.azimuth) * Math.cos(light.elevation);
  const lightY = Math.sin(light.azimuth) * Math.cos(light.elevation);
  const lightZ = Math.sin(light.elevation);
  const seen: Seen = { diffuse: 0, mirrored: 0, glint: 0 };

  return (x, y, z, across, down) => {
    // The lamp is near: towards it everything is brighter, and flat faces are not evenly lit.
    const near = 0.7 * ((across - 0.5) * lightX + (down - 0.5) * lightY);
    const facing = Math.max(0, x * lightX + y * lightY + z * lightZ);
    seen.diffuse = light.ambient + light.strength * (0.75 * facing + near);

    // The mirrored direction of a camera straight above: r = 2 z n - (0, 0, 1).
    const mirrorX = 2 * z * x + (across - 0.5) * 0.9;
    const mirrorY = 2 * z * y + (down - 0.5) * 0.9;
    const mirrorZ = 2 * z * z - 1;
    const towards = mirrorX * lightX + mirrorY * lightY + mirrorZ * lightZ;
    const walls = 0.2 * pattern(mirrorX * 2.2 + 9, mirrorY * 2.2 + 4);
    seen.mirrored =
      light.ambient * 0.4 +
      light.strength * (1.05 * step(-0.25, 1.02, towards) + walls + near * 0.6);
    seen.glint = light.strength * metal.polish * 0.9 * step(0.93, 1.02, towards) ** 2;
    return seen;
  };
}

function step(from: number, to: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
}
