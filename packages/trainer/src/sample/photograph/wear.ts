import type { Random } from '@umbra/core/random';
import type { Conditions } from './conditions.js';
import type { LitPart } from './lit-part.js';
import { cloudy, createNoise } from './noise.js';
import type { Plane } from './plane.js';

/** Works rust, dirt and scratches into the light of the part. */
export function wearDown(part: LitPart, wear: Conditions['wear'], random: Random): void {
  if (wear.rust > 0) {
    corrode(part, wear.rust, random);
  }
  if (wear.dirt > 0) {
    soil(part, wear.dirt, random);
  }
  for (let scratch = 0; scratch < wear.scratches; scratch++) {
    scratchOnce(part, random);
  }
}

const rust = [0.26, 0.11, 0.045];

function corrode(part: LitPart, amount: number, random: Random): void {
  const noise = createNoise(random);
  eachCovered(part.cover, (pixel, x, y, cover) => {
    const patch = cloudy(noise, x * 5, y * 5) + 0.45 * noise(x * 42, y * 42);
    const share = Math.min(0.85, Math.max(0, (patch - 0.7 + amount * 0.7) * 2.2));
    if (share === 0) {
      return;
    }
    const speck = 1 + 0.35 * noise(x * 80, y * 80);
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel * 3 + channel;
      const lit = part.colours[at] ?? 0;
      const rusty = (rust[channel] ?? 0) * speck * (0.4 * cover + lit);
      part.colours[at] = lit + (rusty - lit) * share;
    }
  });
}

function soil(part: LitPart, amount: number, random: Random): void {
  const noise = createNoise(random);
  eachCovered(part.cover, (pixel, x, y) => {
    const patch = Math.max(0, cloudy(noise, x * 4, y * 4) + 0.3 * noise(x * 30, y * 30) - 0.1);
    scale(part.colours, pixel, 1 - Math.min(0.6, patch * amount * 1.6));
  });
}

/** One straight scratch: a bright line with a dark edge. */
function scratchOnce(part: LitPart, random: Random): void {
  const { side } = part.cover;
  const angle = random.between(0, Math.PI * 2);
  const length = side * random.between(0.08, 0.4);
  const startX = side * random.between(0.2, 0.8);
  const startY = side * random.between(0.2, 0.8);
  const depth = random.between(0.1, 0.4);
  for (let step = 0; step < length; step++) {
    const fade = Math.sin((step / length) * Math.PI) * depth;
    const x = Math.round(startX + Math.cos(angle) * step);
    const y = Math.round(startY + Math.sin(angle) * step);
    if (x >= 0 && y >= 0 && x < side && y < side - 1) {
      scale(part.colours, y * side + x, 1 + fade);
      scale(part.colours, (y + 1) * side + x, 1 - fade * 0.6);
    }
  }
}

function scale(colours: Float32Array, pixel: number, factor: number): void {
  for (let at = pixel * 3; at < pixel * 3 + 3; at++) {
    colours[at] = (colours[at] ?? 0) * factor;
  }
}

function eachCovered(
  { side, values }: Plane,
  visit: (pixel: number, x: number, y: number, cover: number) => void,
): void {
  for (let pixel = 0; pixel < values.length; pixel++) {
    const cover = values[pixel] ?? 0;
    if (cover > 0) {
      visit(pixel, (pixel % side) / side, Math.floor(pixel / side) / side, cover);
    }
  }
}
