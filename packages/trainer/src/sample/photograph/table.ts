import type { Random } from '@umbra/core/random';
import type { Colour, TableKind } from './conditions.js';
import { cloudy, createNoise, type Noise } from './noise.js';

/** A table top of one colour, brighter here and darker there. */
export interface Table {
  readonly tint: Colour;
  /** Of a place of the picture (0..1 both ways), in linear light. */
  readonly brightness: (x: number, y: number) => number;
}

export function layTable(kind: TableKind, random: Random): Table {
  const noise = createNoise(random);
  const turn = random.between(0, Math.PI);
  const axes = { x: Math.cos(turn), y: Math.sin(turn) };
  const shift = random.between(0, 40);
  const { tint, brightness } = materials[kind](noise, random);
  return {
    tint,
    brightness: (x, y) =>
      brightness(x * axes.x + y * axes.y + shift, y * axes.x - x * axes.y + shift),
  };
}

type Material = (noise: Noise, random: Random) => Table;

const materials: Record<TableKind, Material> = {
  'brushed-steel': (noise, random) => {
    const level = random.between(0.3, 0.5);
    const streak = random.between(0.05, 0.1);
    return {
      tint: [0.98, 1, 1.03],
      brightness: (x, y) => {
        const brushed = noise(x * 2, y * 110) + noise(x * 5 + 3, y * 53) * 0.7;
        return level + streak * brushed + 0.07 * cloudy(noise, x * 2, y * 2);
      },
    };
  },
  conveyor: (noise, random) => {
    const level = random.between(0.09, 0.17);
    const ribs = random.between(10, 20);
    const depth = random.next() < 0.6 ? 0.035 : 0;
    return {
      tint: [1, 1.01, 1.05],
      brightness: (x, y) => {
        const rib = depth * Math.sin(x * ribs * 2 * Math.PI) ** 8;
        return level + rib + 0.03 * noise(x * 90, y * 90) + 0.03 * cloudy(noise, x * 4, y * 4);
      },
    };
  },
  'light-table': (noise, random) => {
    const level = random.between(0.66, 0.86);
    return {
      tint: [1, 1, 0.98],
      brightness: (x, y) => {
        return level + 0.03 * cloudy(noise, x * 1.5, y * 1.5) + 0.008 * noise(x * 70, y * 70);
      },
    };
  },
  bench: (noise, random) => {
    const level = random.between(0.75, 1.15);
    const planks = random.between(1.6, 2.6);
    return {
      tint: [1.18, 0.82, 0.54],
      brightness: (x, y) => {
        const ring = noise(x * 1.6 + noise(x * 3, y * 8), y * 26) * 0.5 + 0.5;
        const fibre = noise(x * 12, y * 140) * 0.07;
        const seam = Math.abs((y * planks) % 1) < 0.012 * planks ? 0.55 : 1;
        return (0.26 + 0.08 * ring + fibre * 0.5) * level * seam;
      },
    };
  },
  tray: (noise, random) => {
    const tint: Colour = random.next() < 0.5 ? [0.1, 0.2, 0.36] : [0.09, 0.27, 0.2];
    const level = random.between(0.8, 1.3);
    return {
      tint,
      brightness: (x, y) => {
        return level * (1 + 0.12 * cloudy(noise, x * 3, y * 3) + 0.1 * noise(x * 60, y * 60));
      },
    };
  },
};
