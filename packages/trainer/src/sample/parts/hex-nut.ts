import type { Random } from '@umbra/core/random';
import { circlePath, closedPath, polar, ring, shape } from '../relief.js';

export function drawHexNut(random: Random): string {
  const corner = random.between(40, 46);
  const across = corner * Math.cos(Math.PI / 6);
  const bore = across * random.between(0.5, 0.62);
  const height = random.between(0.6, 0.85);
  const corners = [0, 60, 120, 180, 240, 300].map((angle) => polar(corner, angle));
  const chamfer = across * random.between(0.94, 1.01);
  const centre = { x: 0, y: 0 };
  return (
    shape(closedPath(corners) + circlePath(centre, bore), { height: height * 0.72 }) +
    shape(circlePath(centre, chamfer) + circlePath(centre, bore), { height }) +
    thread(bore, height)
  );
}

/** The bore is chamfered, then narrows turn by turn into the dark. */
function thread(bore: number, height: number): string {
  const turns = [0, 1, 2, 3];
  return (
    ring({ outer: bore + 1.8, inner: bore - 0.4 }, { height: height * 0.86, tone: 0.9 }) +
    turns
      .map((turn) => {
        const outer = bore - turn * 1.5;
        const light = turn % 2 === 0 ? 0.42 : 0.75;
        return ring(
          { outer, inner: outer - 1.7 },
          { height: height * (0.66 - turn * 0.13), tone: light - turn * 0.07 },
        );
      })
      .join('')
  );
}
