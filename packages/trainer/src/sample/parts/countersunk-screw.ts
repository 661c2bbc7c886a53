import type { Random } from '@umbra/core/random';
import { turned } from '../relief.js';
import { thread } from './thread.js';

/** A wood screw on its side: a cone for a head, a shank that tapers to a point. */
export function drawCountersunkScrew(random: Random): string {
  const shank = random.between(5.5, 7.5);
  const head = shank * random.between(2.1, 2.5);
  const cone = head - shank + random.between(-2, 1);
  const tip = random.between(36, 47);
  const neck = -44 + 2 + cone;
  const plain = neck + random.between(2, 20);
  const point = tip - random.between(9, 13);
  const pitch = random.between(4.2, 5.6);
  return (
    turned(
      [
        { from: neck - 0.5, to: plain, radius: shank },
        { from: point, to: tip, radius: shank * 0.72, radiusTo: 0.4, tone: 0.9 },
      ],
      { height: 0.34 },
    ) +
    thread(
      { from: plain, to: point + 2, radius: shank * 1.12 },
      { pitch, height: 0.36, taper: 1.2 },
    ) +
    turned(
      [
        { from: -44, to: -42, radius: head, tone: 0.95 },
        { from: -42, to: neck, radius: head, radiusTo: shank },
      ],
      { height: 0.5 },
    )
  );
}
