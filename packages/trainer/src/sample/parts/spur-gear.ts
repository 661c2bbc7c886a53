import type { Random } from '@umbra/core/random';
import { circle, circlePath, closedPath, type Point, polar, shape } from '../relief.js';

export function drawSpurGear(random: Random): string {
  const teeth = 13 + random.below(13);
  const tip = random.between(42, 46);
  const root = tip - random.between(1.9, 2.3) * (tip / (teeth / 2 + 1)) * 0.95;
  const missing = random.next() < 0.18 ? random.below(teeth) : -1;
  const bore = random.between(8, 12);
  const hub = bore + random.between(5, 8);
  const height = random.between(0.4, 0.55);
  const rim = outline({ teeth, tip, root, missing });
  const centre = { x: 0, y: 0 };
  const hole = circlePath(centre, bore) + keyway(bore, random.between(2, 3.2));
  const web = root - random.between(4, 6);
  const holes =
    random.next() < 0.55 ? lighteningHoles((hub + web) / 2, (web - hub) * 0.3, random) : '';
  return (
    shape(rim + hole + holes, { height }) +
    shape(circlePath(centre, web) + circlePath(centre, hub) + holes, {
      height: height * random.between(0.62, 0.8),
      tone: 0.88,
    }) +
    shape(circlePath(centre, hub) + hole, { height: height * 1.25 }) +
    (random.next() < 0.3
      ? circle({ x: hub + 1.5, y: 0, radius: 1 }, { height: 0.3, tone: 0.5 })
      : '')
  );
}

function outline(of: { teeth: number; tip: number; root: number; missing: number }): string {
  const { teeth, tip, root, missing } = of;
  const pitch = 360 / teeth;
  const points: Point[] = [];
  for (let tooth = 0; tooth < teeth; tooth++) {
    const at = tooth * pitch;
    const top = tooth === missing ? root + (tip - root) * 0.25 : tip;
    const flank = (top + root) / 2;
    points.push(
      polar(root, at - pitch * 0.3),
      polar(flank, at - pitch * 0.24),
      polar(top, at - pitch * 0.13),
      polar(top, at + pitch * 0.13),
      polar(flank, at + pitch * 0.24),
      polar(root, at + pitch * 0.3),
    );
  }
  return closedPath(points);
}

function keyway(bore: number, half: number): string {
  return closedPath([
    { x: bore - 1, y: -half },
    { x: bore + half * 1.1, y: -half },
    { x: bore + half * 1.1, y: half },
    { x: bore - 1, y: half },
  ]);
}

function lighteningHoles(at: number, radius: number, random: Random): string {
  const count = 3 + random.below(4);
  return Array.from({ length: count }, (_, index) =>
    circlePath(polar(at, (360 / count) * (index + 0.5)), radius),
  ).join('');
}
