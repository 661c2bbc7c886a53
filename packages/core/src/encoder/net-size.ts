/**
 * Named sizes of the convolutional net. Widths that double while the sides halve cost about the
 * same in every block.
 */
export const netSizes = ['tiny', 'small', 'base'] as const;
export type NetSize = (typeof netSizes)[number];

/** Channels of each block, for pictures that are large enough for all of them. */
const netWidths: Readonly<Record<NetSize, readonly number[]>> = {
  tiny: [8, 16, 32, 64],
  small: [8, 16, 32, 64, 128],
  base: [16, 32, 64, 128, 128],
};

/**
 * The widths of a net for pictures whose shorter side is `side`. A named net leaves out its first
 * blocks for small pictures: as many of the last ones stay as leave 2 x 2 pixels to the average.
 */
export function blockWidths(widths: NetSize | readonly number[], side: number): readonly number[] {
  return typeof widths === 'string'
    ? netWidths[widths].slice(-Math.max(1, Math.floor(Math.log2(side)) - 1))
    : widths;
}
