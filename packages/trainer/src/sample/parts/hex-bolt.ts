import type { Random } from '@umbra/core/random';
import { closedPath, shape, turned } from '../relief.js';
import { thread } from './thread.js';

/** Lying on its side, the head to the left: one face of the hexagon up, two falling away. */
export function drawHexBolt(random: Random): string {
  const shank = random.between(7, 10);
  const head = shank * random.between(1.7, 2);
  const thickness = random.between(11, 15);
  const end = random.between(30, 46);
  const neck = -45 + thickness;
  const plain = neck + (end - neck) * random.between(0.1, 0.55);
  return (
    turned([{ from: neck, to: plain, radius: shank }], { height: 0.4 }) +
    thread(
      { from: plain, to: end - 2, radius: shank },
      { pitch: random.between(3, 4), height: 0.4 },
    ) +
    turned([{ from: end - 2, to: end, radius: shank * 0.86, radiusTo: shank * 0.6 }], {
      height: 0.38,
    }) +
    hexagonHead({ left: -45, right: neck, half: head })
  );
}

function hexagonHead(of: { left: number; right: number; half: number }): string {
  const { left, right, half } = of;
  const edge = half * 0.5;
  const bow = 3;
  const face = (top: number, bottom: number, green: number, height: number): string => {
    const middle = (top + bottom) / 2;
    const outline =
      `M${right} ${top}L${left + bow} ${top}Q${left - bow * 0.4} ${middle} ${left + bow} ${bottom}` +
      `L${right} ${bottom}Z`;
    return `<path d="${outline}" fill="rgb(${Math.round(height * 255)},${green},255)"/>`;
  };
  const washerFace = closedPath([
    { x: right - 0.3, y: -half * 0.93 },
    { x: right + 1.6, y: -half * 0.93 },
    { x: right + 1.6, y: half * 0.93 },
    { x: right - 0.3, y: half * 0.93 },
  ]);
  return (
    shape(washerFace, { height: 0.46, tone: 0.85 }) +
    face(-half, -edge, 40, 0.55) +
    face(edge, half, 216, 0.55) +
    face(-edge, edge, 128, 0.68)
  );
}
