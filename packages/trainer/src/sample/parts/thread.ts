import { n, type Slice, turned } from '../relief.js';

/**
 * An outer thread about the x axis: crests and dark roots by turns, leaning a little as a helix
 * does. Ends are turned down, as a die leaves them.
 */
export function thread(
  place: { readonly from: number; readonly to: number; readonly radius: number },
  look: { readonly pitch: number; readonly height: number; readonly taper?: number },
): string {
  const { from, to, radius } = place;
  const { pitch, height, taper = 0 } = look;
  const count = Math.max(2, Math.floor((to - from) / pitch));
  const radiusAt = (x: number): number => radius - (taper * (x - from)) / (to - from);
  const slices: Slice[] = [];
  for (let turn = 0; turn < count; turn++) {
    const start = from + turn * pitch;
    const top = radiusAt(start);
    slices.push(
      { from: start, to: start + pitch * 0.3, radius: top * 0.86, radiusTo: top, tone: 0.62 },
      { from: start + pitch * 0.3, to: start + pitch * 0.62, radius: top, tone: 1 },
      {
        from: start + pitch * 0.62,
        to: start + pitch,
        radius: top,
        radiusTo: top * 0.86,
        tone: 0.8,
      },
    );
  }
  const lean = (Math.atan2(pitch / 2, radius * 2) * 180) / Math.PI;
  return `<g transform="skewX(${n(lean)})">${turned(slices, { height })}</g>`;
}
