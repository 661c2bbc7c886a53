import type { Random } from '@umbra/core/random';

export type Colour = readonly [red: number, green: number, blue: number];

export interface Metal {
  readonly name: string;
  /** Its colour in white light, 0..1. */
  readonly colour: Colour;
  /** How much of what it shows is a mirror image of the room, 0..1. */
  readonly polish: number;
  readonly rusts: boolean;
}

export type TableKind = 'brushed-steel' | 'conveyor' | 'light-table' | 'bench' | 'tray';

/**
 * Everything about one photograph that is not the part. Lengths are shares of the picture's side.
 */
export interface Conditions {
  readonly pose: {
    readonly turnDegrees: number;
    /**
     * The camera is not quite overhead: the part is squeezed to `squeeze` across this direction.
     */
    readonly tiltDegrees: number;
    readonly squeeze: number;
    /** Length of the part's box of 100 units. */
    readonly size: number;
    readonly x: number;
    readonly y: number;
  };
  readonly light: {
    readonly azimuth: number;
    readonly elevation: number;
    readonly strength: number;
    readonly ambient: number;
    readonly colour: Colour;
  };
  readonly metal: Metal;
  readonly table: TableKind;
  readonly wear: { readonly scratches: number; readonly rust: number; readonly dirt: number };
  readonly camera: {
    readonly blur: number;
    readonly grain: number;
    readonly vignette: number;
    readonly quality: number;
  };
}

const steel: Metal = { name: 'steel', colour: [0.57, 0.58, 0.6], polish: 0.6, rusts: true };
const stainless: Metal = {
  name: 'stainless',
  colour: [0.68, 0.68, 0.67],
  polish: 0.8,
  rusts: false,
};
const zinc: Metal = { name: 'zinc', colour: [0.57, 0.62, 0.68], polish: 0.6, rusts: true };
const yellowZinc: Metal = {
  name: 'yellow zinc',
  colour: [0.6, 0.52, 0.26],
  polish: 0.6,
  rusts: true,
};
const brass: Metal = { name: 'brass', colour: [0.69, 0.49, 0.17], polish: 0.7, rusts: false };
const bronze: Metal = { name: 'bronze', colour: [0.58, 0.34, 0.2], polish: 0.6, rusts: false };
const black: Metal = { name: 'black oxide', colour: [0.17, 0.17, 0.185], polish: 0.5, rusts: true };

/** What parts are made of that turn, bear or spring; as often as a drawer of parts holds it. */
export const steels: readonly Metal[] = [steel, steel, stainless, zinc, black];

/** What any part may be made of. */
export const anyMetal: readonly Metal[] = [
  ...steels,
  ...steels,
  stainless,
  yellowZinc,
  brass,
  brass,
  bronze,
];

/** Most photographs are taken at the same few places. */
const tables: readonly TableKind[] = [
  ...(['conveyor', 'conveyor', 'conveyor', 'light-table', 'light-table', 'light-table'] as const),
  ...(['tray', 'brushed-steel', 'bench'] as const),
];

export function chooseConditions(metals: readonly Metal[], random: Random): Conditions {
  const warmth = random.between(-0.05, 0.07);
  const worn = random.next();
  const metal = pick(metals, random);
  return {
    pose: {
      // Parts are laid down by hand, roughly the same way round.
      turnDegrees: random.between(-45, 45),
      tiltDegrees: random.between(0, 180),
      squeeze: random.between(0.82, 1),
      size: random.between(0.74, 0.93),
      x: random.between(0.45, 0.55),
      y: random.between(0.45, 0.55),
    },
    light: {
      azimuth: random.between(0, 2 * Math.PI),
      elevation: random.between(0.65, 1.15),
      strength: random.between(0.8, 1.15),
      ambient: random.between(0.3, 0.5),
      colour: [1 + warmth, 1, 1 - warmth],
    },
    metal,
    table: pick(tables, random),
    wear: {
      scratches: worn > 0.3 ? random.below(9) : 0,
      rust: worn > 0.6 && metal.rusts ? random.between(0.15, 0.75) : 0,
      dirt: random.next() < 0.5 ? random.between(0.1, 0.6) : 0,
    },
    camera: {
      blur: random.next() < 0.7 ? random.between(0, 0.5) : random.between(0.5, 1.2),
      grain: random.between(2, 7),
      vignette: random.between(0.1, 0.45),
      quality: 80 + random.below(13),
    },
  };
}

function pick<T>(choices: readonly T[], random: Random): T {
  return choices[random.below(choices.length)] as T;
}
