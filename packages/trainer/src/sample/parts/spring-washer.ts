import type { Random } from '@umbra/core/random';
import { arcPath, band, closedPath, polar, shape } from '../relief.js';

/** A split ring: it climbs along its turn, so one end of the slanted cut stands above the other. */
export function drawSpringWasher(random: Random): string {
  const outer = random.between(37, 43);
  const width = outer * random.between(0.24, 0.33);
  const gap = random.between(4, 9);
  const rise = random.between(0.2, 0.4);
  const steps = 30;
  const turn = (360 - 2 * gap) / steps;
  const lap = (share: number, base: number): string =>
    Array.from({ length: steps }, (_, step) => {
      const from = gap + turn * step;
      const surface = { height: base + (rise * step) / (steps - 1) };
      const arc = arcPath(outer - width / 2, from, from + turn + (step < steps - 1 ? 1 : 0));
      return band(arc, width * share, surface);
    }).join('');
  return (
    lap(1, 0.13) +
    lap(0.8, 0.25) +
    cutEnd({ outer, width, at: -gap, height: 0.25 + rise }) +
    cutEnd({ outer, width, at: gap, height: 0.2 })
  );
}

/** The slanted face of the cut, seen as a darker wedge. */
function cutEnd(end: { outer: number; width: number; at: number; height: number }): string {
  const { outer, width, at, height } = end;
  const side = Math.sign(at);
  const wedge = [
    polar(outer, at + side * 3),
    polar(outer, at - side * 4),
    polar(outer - width, at),
    polar(outer - width, at + side * 5),
  ];
  return shape(closedPath(wedge), { height: height * 0.8, tone: 0.62 });
}
