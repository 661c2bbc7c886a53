import { archiveLimits } from '@umbra/core/archive';

/** What one import may be at most. */
export const importLimits = {
  bytesMax: 64 * 2 ** 30,
  entriesMax: 1_000_000,
  /** Of a line of NDJSON: a picture of the largest size in base64, and its fields. */
  lineBytesMax: 32 * 2 ** 20,
  unpackedBytesMax: archiveLimits.unpackedBytesMax,
  unpackedRatioMax: archiveLimits.ratioMax,
} as const;
