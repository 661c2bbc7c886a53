import type { Random } from '@umbra/core/random';
import { circlePath, n, type Point, ring, shape } from '../relief.js';

/** A flat corner bracket: two arms of sheet metal, countersunk holes along each. */
export function drawAngleBracket(random: Random): string {
  const width = random.between(17, 24);
  const long = random.between(76, 86);
  const short = long * random.between(0.75, 1);
  const holes = 2 + random.below(2);
  const radius = width * random.between(0.13, 0.19);
  const height = random.between(0.3, 0.42);
  const corner = { x: -41, y: 41 };
  const places = [
    ...spread(holes, long, width).map((at) => ({ x: corner.x + at, y: corner.y - width / 2 })),
    ...spread(holes, short, width).map((at) => ({ x: corner.x + width / 2, y: corner.y - at })),
  ];
  const cut = places.map((place) => circlePath(place, radius)).join('');
  const outline = (inset: number): string => arms({ corner, width, long, short, inset }) + cut;
  return (
    shape(outline(0), { height: height * 0.72 }) +
    shape(outline(1.3), { height }) +
    places.map((place) => countersink(place, radius, height)).join('')
  );
}

function spread(count: number, length: number, width: number): number[] {
  const first = width * 1.35;
  const last = length - width * 0.5;
  return Array.from(
    { length: count },
    (_, index) => first + ((last - first) * index) / (count - 1),
  );
}

function countersink({ x, y }: Point, radius: number, height: number): string {
  return (
    ring(
      { x, y, outer: radius * 1.75, inner: radius * 1.3 },
      { height: height * 0.8, tone: 0.92 },
    ) + ring({ x, y, outer: radius * 1.35, inner: radius }, { height: height * 0.5, tone: 0.7 })
  );
}

function arms(of: {
  corner: Point;
  width: number;
  long: number;
  short: number;
  inset: number;
}): string {
  const { corner, width, long, short, inset } = of;
  const left = corner.x + inset;
  const bottom = corner.y - inset;
  const right = corner.x + long - inset;
  const top = corner.y - short + inset;
  const inner = { x: corner.x + width - inset, y: corner.y - width + inset };
  const round = width / 2 - inset;
  const fillet = 4;
  return (
    `M${n(left + fillet)} ${n(bottom)}H${n(right - round)}A${n(round)} ${n(round)} 0 0 0 ` +
    `${n(right - round)} ${n(inner.y)}H${n(inner.x + fillet)}Q${n(inner.x)} ${n(inner.y)} ${n(inner.x)} ` +
    `${n(inner.y - fillet)}V${n(top + round)}A${n(round)} ${n(round)} 0 0 0 ${n(left)} ${n(top + round)}` +
    `V${n(bottom - fillet)}Q${n(left)} ${n(bottom)} ${n(left + fillet)} ${n(bottom)}Z`
  );
}
