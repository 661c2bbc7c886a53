import type { Random } from '@umbra/core/random';
import { openPath, wire } from '../relief.js';

/** A helix on its side: the far half of every turn first, the near half over it. */
export function drawCompressionSpring(random: Random): string {
  const turns = 5 + random.below(5);
  const radius = random.between(12, 19);
  const length = random.between(66, 88);
  const pitch = length / turns;
  const thickness = Math.min(pitch * 0.55, random.between(3.6, 6));
  const half = (start: number, near: boolean): string =>
    wire(
      openPath(
        Array.from({ length: 13 }, (_, index) => {
          const turn = start + index / 24;
          return { x: -length / 2 + turn * pitch, y: radius * Math.cos(turn * 2 * Math.PI) };
        }),
      ),
      thickness,
      near ? { height: 0.75 } : { height: 0.34, tone: 0.6 },
    );
  const all = Array.from({ length: turns }, (_, turn) => turn);
  return (
    all.map((turn) => half(turn + 0.5, false)).join('') +
    all.map((turn) => half(turn, true)).join('')
  );
}
