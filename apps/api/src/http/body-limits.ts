import { imageLimits } from '@umbra/core/image';

const mebibyte = 1024 * 1024;

/** What a JSON body may have at most. */
export const bodyLimits = {
  jsonBytesMax: mebibyte,
  /**
   * A picture of the largest size in base64, which takes four bytes for three, and the rest of the
   * request.
   */
  searchBytesMax: Math.ceil((imageLimits.bytesMax * 4) / 3) + mebibyte,
} as const;
