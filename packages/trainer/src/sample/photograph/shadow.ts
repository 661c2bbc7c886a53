import type { Conditions } from './conditions.js';
import { blurred, type Plane } from './plane.js';

/**
 * How dark the part's shadow makes the table, 0..1 a pixel: a sharp one away from the lamp, and a
 * soft one around everything that touches the table.
 */
export function castShadow(cover: Plane, { light }: Conditions): Float32Array {
  const { side } = cover;
  const reach = (side * 0.03) / Math.tan(light.elevation);
  const shiftX = Math.round(-Math.cos(light.azimuth) * reach);
  const shiftY = Math.round(-Math.sin(light.azimuth) * reach);
  const cast = blurred(cover, Math.round(side / 80)).values;
  const contact = blurred(cover, Math.round(side / 32)).values;
  const dark = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const fromRow = Math.min(side - 1, Math.max(0, row - shiftY));
      const fromColumn = Math.min(side - 1, Math.max(0, column - shiftX));
      const pixel = row * side + column;
      dark[pixel] = 0.62 * (cast[fromRow * side + fromColumn] ?? 0) + 0.25 * (contact[pixel] ?? 0);
    }
  }
  return dark;
}
