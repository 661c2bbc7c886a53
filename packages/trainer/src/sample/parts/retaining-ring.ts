import type { Random } from '@umbra/core/random';
import { circlePath, closedPath, type Point, polar, shape } from '../relief.js';

/**
 * A circlip: widest opposite the gap, thin beside it, and a lug with a hole for the pliers at each
 * end.
 */
export function drawRetainingRing(random: Random): string {
  const outer = random.between(34, 38);
  const widest = random.between(7, 10);
  const gap = random.between(14, 26);
  const outside = random.next() < 0.6;
  const height = 0.34;
  const lug = random.between(5, 6.2);
  const lugAt = (outside ? outer - widest * 0.4 : outer) + (outside ? 3.5 : -widest * 0.5 - 3);
  const lugs = [gap + 4, 356 - gap].map((angle) => polar(lugAt, angle));
  const holes = lugs.map((place) => circlePath(place, lug * 0.42)).join('');
  const band = (inset: number): string => crescent({ outer, widest, gap, inset });
  const ears = (radius: number): string => lugs.map((place) => circlePath(place, radius)).join('');
  return (
    cut(band(0), holes, height * 0.7) +
    lugs
      .map((place) => cut(circlePath(place, lug), circlePath(place, lug * 0.42), height * 0.7))
      .join('') +
    `<g>${cut(band(1), '', height)}${cut(ears(lug - 1), holes, height)}</g>`
  );
}

function cut(outline: string, holes: string, height: number): string {
  return shape(outline + holes, { height });
}

function crescent(of: { outer: number; widest: number; gap: number; inset: number }): string {
  const { outer, widest, gap, inset } = of;
  const steps = 60;
  const along = (radiusAt: (angle: number) => number): Point[] =>
    Array.from({ length: steps + 1 }, (_, index) => {
      const angle = gap + ((360 - 2 * gap) * index) / steps;
      return polar(radiusAt(angle), angle);
    });
  const width = (angle: number): number =>
    widest * (0.45 + 0.55 * Math.sin((((angle - gap) / (360 - 2 * gap)) * Math.PI) / 1));
  const outerEdge = along(() => outer - inset);
  const innerEdge = along((angle) => outer - Math.max(2 * inset + 0.4, width(angle)) + inset);
  return closedPath([...outerEdge, ...innerEdge.reverse()]);
}
