import sharp from 'sharp';

/** Parts that differ in outline and material, so that a short training tells them apart. */
export const shapes = ['bar', 'cross', 'disc', 'ring'] as const;
export type Shape = (typeof shapes)[number];

/** Small, so that the trainings of the tests are short. */
const pixels = 24;
const side = 48;

/** Copper, steel, brass and blued steel. */
const materials: Record<Shape, readonly [number, number, number]> = {
  bar: [214, 122, 72],
  cross: [212, 216, 222],
  disc: [226, 196, 92],
  ring: [104, 140, 214],
};

/**
 * A drawn part: for each `variant` another place, size, brightness and turn. Always the same bytes.
 */
export async function drawPicture(shape: Shape, variant: number): Promise<Buffer> {
  const x = side / 2 + wave(variant, 1) * 3;
  const y = side / 2 + wave(variant, 2) * 3;
  const size = 14 + wave(variant, 3) * 2;
  const turn = wave(variant, 4) * 14;
  const light = 0.85 + wave(variant, 5) * 0.15;
  const colour = `rgb(${materials[shape].map((part) => Math.round(part * light))})`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}"
    viewBox="0 0 ${side} ${side}">
    <rect width="100%" height="100%" fill="rgb(${60 + (variant % 7)},62,66)"/>
    <g transform="translate(${x} ${y}) rotate(${turn})"
      fill="${colour}" stroke="${colour}" stroke-width="0">
      ${outline(shape, size)}
    </g></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** A picture of one colour, the least that a picture can be. */
export function plainPicture(
  background: string,
  size: { readonly width: number; readonly height: number },
): Promise<Buffer> {
  return sharp({ create: { ...size, channels: 3, background } })
    .png()
    .toBuffer();
}

function outline(shape: Shape, size: number): string {
  const thin = size * 0.45;
  switch (shape) {
    case 'bar':
      return `<rect x="${-size}" y="${-thin}" width="${2 * size}" height="${2 * thin}"/>`;
    case 'cross':
      return `${outline('bar', size)}<g transform="rotate(90)">${outline('bar', size)}</g>`;
    case 'disc':
      return `<circle r="${size}"/>`;
    case 'ring':
      return `<circle r="${size * 0.8}" fill="none" stroke-width="${thin}"/>`;
  }
}

/** Between -1 and 1, different for every variant and facet. */
function wave(variant: number, facet: number): number {
  return Math.sin(variant * 2.399963 * facet + facet * facet);
}
