import type { Conditions } from './conditions.js';
import type { Noise } from './noise.js';

/** The light that a surface sends to the camera. */
interface Seen {
  diffuse: number;
  mirrored: number;
  glint: number;
}

/**
 * What a surface with the unit normal (x, y, z) at a place of the picture (0..1 both ways) sends to
 * the camera.
 */
export type Room = (x: number, y: number, z: number, across: number, down: number) => Seen;

/**
 * A room with one near lamp and uneven walls. Its answer is good until the next call, which is made
 * for each pixel.
 */
export function createRoom({ light, metal }: Conditions, pattern: Noise): Room {
  const lightX = Math.cos(light.azimuth) * Math.cos(light.elevation);
  const lightY = Math.sin(light.azimuth) * Math.cos(light.elevation);
  const lightZ = Math.sin(light.elevation);
  const seen: Seen = { diffuse: 0, mirrored: 0, glint: 0 };

  return (x, y, z, across, down) => {
    // Towards the lamp everything is brighter, and flat faces are not evenly lit.
    const near = 0.7 * ((across - 0.5) * lightX + (down - 0.5) * lightY);
    const facing = Math.max(0, x * lightX + y * lightY + z * lightZ);
    seen.diffuse = light.ambient + light.strength * (0.75 * facing + near);

    // The mirrored direction of a camera straight above: r = 2 z n - (0, 0, 1).
    const mirrorX = 2 * z * x + (across - 0.5) * 0.9;
    const mirrorY = 2 * z * y + (down - 0.5) * 0.9;
    const mirrorZ = 2 * z * z - 1;
    const towards = mirrorX * lightX + mirrorY * lightY + mirrorZ * lightZ;
    const walls = 0.2 * pattern(mirrorX * 2.2 + 9, mirrorY * 2.2 + 4);
    const lamp = 1.05 * smoothStep(-0.25, 1.02, towards);
    seen.mirrored = light.ambient * 0.4 + light.strength * (lamp + walls + near * 0.6);
    seen.glint = light.strength * metal.polish * 0.9 * smoothStep(0.93, 1.02, towards) ** 2;
    return seen;
  };
}

function smoothStep(from: number, to: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
}
