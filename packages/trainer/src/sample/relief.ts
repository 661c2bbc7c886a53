/**
 * The language in which the parts are drawn. A drawing is an SVG fragment that shows a part not in
 * colours but as a relief: red is the height, green how far a turned surface leans (128: not at
 * all), blue how clean and bright the metal is. The photographer (`photograph/`) lights that
 * relief, so one drawing serves every light, metal and turn.
 *
 * Drawings live in a box of -50..50 in both directions. Turned surfaces have their axis along x.
 */
export interface Surface {
  /** 0 (on the table) .. 1. */
  readonly height: number;
  /** Brightness of the material, 0 (black) .. 1 (clean metal). */
  readonly tone?: number;
}

function paint({ height, tone = 1 }: Surface): string {
  return `rgb(${channel(height)},128,${channel(tone)})`;
}

export function circle(
  place: { readonly x?: number; readonly y?: number; readonly radius: number },
  surface: Surface,
): string {
  const { x = 0, y = 0, radius } = place;
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${paint(surface)}"/>`;
}

/** A flat ring: the hole is cut out, so that the table shows through it. */
export function ring(
  place: {
    readonly outer: number;
    readonly inner: number;
    readonly x?: number;
    readonly y?: number;
  },
  surface: Surface,
): string {
  const { x = 0, y = 0, outer, inner } = place;
  const path = circlePath({ x, y }, (outer + inner) / 2);
  return band(path, outer - inner, surface);
}

/** A flat strip along `path`. */
export function band(path: string, width: number, surface: Surface): string {
  return `<path d="${path}" fill="none" stroke="${paint(surface)}" stroke-width="${n(width)}"/>`;
}

export function shape(path: string, surface: Surface): string {
  return `<path d="${path}" fill="${paint(surface)}" fill-rule="evenodd"/>`;
}

/** A round bar bent along `path`: nested strokes build up its profile. */
export function wire(path: string, thickness: number, surface: Surface): string {
  const { height, tone = 1 } = surface;
  return [1, 0.8, 0.58, 0.34]
    .map((share) => {
      const lifted = height * Math.sqrt(1.08 - share ** 2);
      return (
        `<path d="${path}" fill="none" stroke="${paint({ height: lifted, tone })}" ` +
        `stroke-width="${n(thickness * share)}" stroke-linecap="round" stroke-linejoin="round"/>`
      );
    })
    .join('');
}

/** A ball or a rivet head, by the same trick. */
export function dome(
  place: { readonly x: number; readonly y: number; readonly radius: number },
  surface: Surface,
): string {
  const { height, tone = 1 } = surface;
  return [1, 0.86, 0.7, 0.52, 0.32]
    .map((share) =>
      circle(
        { ...place, radius: place.radius * share },
        { height: height * Math.sqrt(1.05 - share ** 2), tone },
      ),
    )
    .join('');
}

/** A slice of a turned body: from x = `from` to `to`, its radius changing evenly. */
export interface Slice {
  readonly from: number;
  readonly to: number;
  readonly radius: number;
  readonly radiusTo?: number;
  readonly tone?: number;
}

/**
 * A body turned on a lathe about the x axis. Its fill leans from -1 at the upper edge to 1 at the
 * lower.
 */
export function turned(slices: readonly Slice[], { height }: { readonly height: number }): string {
  const tones = new Set(slices.map(({ tone = 1 }) => tone));
  const fills = [...tones].map((tone) => leaningFill({ height, tone }));
  const discs = slices.flatMap(cutIntoDiscs).map((disc) => turnedDisc(disc, height));
  return [...fills, ...discs].join('');
}

function leaningFill({ height, tone = 1 }: Surface): string {
  const stop = (offset: number, lean: number): string =>
    `<stop offset="${offset}" stop-color="rgb(${channel(height)},${lean},${channel(tone)})"/>`;
  return (
    `<linearGradient id="${fillName(height, tone)}" gradientUnits="userSpaceOnUse" ` +
    `x1="0" y1="-1" x2="0" y2="1">${stop(0, 1)}${stop(1, 255)}</linearGradient>`
  );
}

function fillName(height: number, tone: number): string {
  return `turned-${channel(height)}-${channel(tone)}`;
}

function turnedDisc({ from, to, radius, tone = 1 }: Slice, height: number): string {
  // The overlap closes the hair lines between neighbouring discs.
  const width = to - from + 0.15;
  return (
    `<rect x="${n(from)}" y="-1" width="${n(width)}" height="2" ` +
    `transform="scale(1 ${n(radius)})" fill="url(#${fillName(height, tone)})"/>`
  );
}

function cutIntoDiscs(slice: Slice): Slice[] {
  const { from, to, radius, radiusTo = radius } = slice;
  const count = radiusTo === radius ? 1 : Math.max(2, Math.ceil((to - from) / 0.8));
  return Array.from({ length: count }, (_, index) => ({
    ...slice,
    from: from + ((to - from) * index) / count,
    to: from + ((to - from) * (index + 1)) / count,
    radius: radius + ((radiusTo - radius) * (index + 0.5)) / count,
  }));
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function polar(radius: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}

export function closedPath(points: readonly Point[]): string {
  return `${openPath(points)}Z`;
}

export function openPath(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`).join('');
}

/** A full circle as a path, to be cut out of another by the even-odd rule. */
export function circlePath({ x, y }: Point, radius: number): string {
  return (
    `M${n(x - radius)} ${n(y)}a${n(radius)} ${n(radius)} 0 1 0 ${n(2 * radius)} 0` +
    `a${n(radius)} ${n(radius)} 0 1 0 ${n(-2 * radius)} 0Z`
  );
}

/** An arc about the centre as an open path, from one angle to another (degrees, clockwise). */
export function arcPath(radius: number, from: number, to: number): string {
  const start = polar(radius, from);
  const end = polar(radius, to);
  const large = to - from > 180 ? 1 : 0;
  return `M${n(start.x)} ${n(start.y)}A${n(radius)} ${n(radius)} 0 ${large} 1 ${n(end.x)} ${n(end.y)}`;
}

/** Two decimals: enough for a hundredth of a unit, and short. */
export function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function channel(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 255);
}
