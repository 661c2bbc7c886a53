import type { Random } from '@umbra/core/random';
import { n, shape, turned } from '../relief.js';

/** Seen from the side: a conical hub (axis along x) between two ears. */
export function drawWingNut(random: Random): string {
  const span = random.between(38, 45);
  const hub = random.between(10, 13);
  const flare = random.between(8, 18);
  const ears = [1, -1].map((side) => ear({ side, span, hub, flare })).join('');
  const body = turned(
    [
      { from: -22, to: -17, radius: hub + 3.5, radiusTo: hub + 4.5 },
      { from: -17, to: 12, radius: hub + 4.2, radiusTo: hub - 1 },
      { from: 12, to: 14, radius: hub - 1, radiusTo: hub - 3, tone: 0.8 },
    ],
    { height: 0.6 },
  );
  return ears + body;
}

function ear(of: { side: number; span: number; hub: number; flare: number }): string {
  const { side, span, hub, flare } = of;
  const outline = (inset: number): string => {
    const y = (value: number): string => n(side * value);
    const tip = span - inset;
    return (
      `M${n(-15 + inset)} ${y(hub * 0.4)}` +
      `C${n(-12 + inset)} ${y(hub + 9)} ${n(-9 + inset)} ${y(tip - 14)} ${n(-4 + inset)} ${y(tip - 7)}` +
      `C${n(2)} ${y(tip + 3)} ${n(flare + 8 - inset)} ${y(tip + 4)} ${n(flare + 13 - inset)} ${y(tip - 6)}` +
      `C${n(flare + 17 - inset)} ${y(tip - 16)} ${n(14 - inset)} ${y(hub + 9)} ${n(10 - inset)} ${y(hub * 0.4)}Z`
    );
  };
  return (
    shape(outline(0), { height: 0.26 }) +
    shape(outline(1.6), { height: 0.38 }) +
    shape(outline(4.4), { height: 0.33, tone: 0.93 })
  );
}
