/** What a picture may be at most; larger ones are refused before anything is decoded. */
export const imageLimits = {
  bytesMax: 20 * 2 ** 20,
  pixelsMax: 50_000_000,
  formats: ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'],
} as const;

export type ImageFormat = (typeof imageLimits.formats)[number];
