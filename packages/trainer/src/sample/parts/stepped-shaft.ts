import type { Random } from '@umbra/core/random';
import { n, type Slice, turned } from '../relief.js';

/** A turned shaft of two to four steps with chamfered ends, sometimes a groove or a keyway. */
export function drawSteppedShaft(random: Random): string {
  const steps = 2 + random.below(3);
  const bounds = [-45, ...cuts(steps, random), random.between(40, 46)];
  const radii = Array.from({ length: steps }, () => random.between(7.5, 15));
  const slices: Slice[] = [];
  for (let step = 0; step < steps; step++) {
    slices.push(...chamfered(bounds[step] ?? 0, bounds[step + 1] ?? 0, radii[step] ?? 10));
  }
  const groove = random.next() < 0.5 ? random.between(-30, 30) : null;
  const body = turned(slices, { height: 0.5 });
  const cutGroove =
    groove === null
      ? ''
      : turned(
          [
            {
              from: groove,
              to: groove + 2,
              radius: radiusAt(groove, bounds, radii) - 1.5,
              tone: 0.4,
            },
          ],
          {
            height: 0.42,
          },
        );
  return body + cutGroove + (random.next() < 0.5 ? keyway(random) : '');
}

function cuts(steps: number, random: Random): number[] {
  return Array.from(
    { length: steps - 1 },
    (_, index) => -45 + (90 * (index + 1)) / steps + random.between(-6, 6),
  );
}

function chamfered(from: number, to: number, radius: number): Slice[] {
  return [
    { from, to: from + 1.6, radius: radius - 1.6, radiusTo: radius, tone: 0.92 },
    { from: from + 1.6, to: to - 1.6, radius },
    { from: to - 1.6, to, radius, radiusTo: radius - 1.6, tone: 0.92 },
  ];
}

function radiusAt(x: number, bounds: readonly number[], radii: readonly number[]): number {
  const step = bounds.findIndex((bound, index) => x >= bound && x < (bounds[index + 1] ?? 99));
  return radii[Math.max(0, step)] ?? 10;
}

function keyway(random: Random): string {
  const x = random.between(-36, 14);
  const length = random.between(14, 22);
  return (
    `<rect x="${n(x)}" y="-2.6" width="${n(length)}" height="5.2" rx="2.6" fill="rgb(60,128,110)"/>` +
    `<rect x="${n(x + 0.8)}" y="-1.6" width="${n(length - 1.6)}" height="3.8" rx="1.9" ` +
    `fill="rgb(66,128,170)"/>`
  );
}
