import type { Frame } from './scales.js';

export interface PlacedName {
  readonly text: string;
  /** Of its middle. */
  readonly x: number;
  /** Of its base line. */
  readonly y: number;
}

/** Of a letter in a chart, on average, and of a line. */
const letterWidth = 6.6;
const lineHeight = 14;

/** Distance of the base line from the dot: below it, or above. */
const offsets = [19, -10] as const;

/**
 * Names of dots, below or above them, and only those that touch no other name and no other dot. The
 * first ones come first.
 */
export function placeNames(
  dots: readonly PlacedName[],
  { width, height, bottom, top }: Frame,
): readonly PlacedName[] {
  const placed: PlacedName[] = [];
  for (const dot of dots) {
    const half = (dot.text.length * letterWidth) / 2;
    const x = Math.min(Math.max(dot.x, half), width - half);
    const free = offsets
      .map((offset) => ({ ...dot, x, y: dot.y + offset }))
      .find(
        (name) =>
          name.y > top + lineHeight / 2 &&
          name.y < height - bottom &&
          placed.every((other) => !touch(name, other)) &&
          dots.every((other) => other === dot || !covers(name, other)),
      );
    if (free !== undefined) {
      placed.push(free);
    }
  }
  return placed;
}

function touch(first: PlacedName, second: PlacedName): boolean {
  const reach = ((first.text.length + second.text.length) * letterWidth) / 2;
  return Math.abs(first.x - second.x) < reach && Math.abs(first.y - second.y) < lineHeight;
}

/** Whether a name lies on a dot. */
function covers(name: PlacedName, dot: PlacedName): boolean {
  const inWidth = Math.abs(name.x - dot.x) < (name.text.length * letterWidth) / 2 + 5;
  return inWidth && dot.y > name.y - lineHeight && dot.y < name.y + 6;
}
