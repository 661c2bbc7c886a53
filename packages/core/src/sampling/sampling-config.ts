import { z } from 'zod';
import { choice, fields, wholeNumber } from '../config/index.js';

/** Every batch holds `classes` (P) different classes with `images` (K) pictures each. */
export type SamplingConfig = {
  readonly kind: 'pk';
  readonly classes: number;
  readonly images: number;
};

/** A triplet needs two classes, and two pictures of one of them: hence P >= 2 and K >= 2. */
export const samplingConfigSchema: z.ZodType<SamplingConfig> = choice(
  ['pk'],
  [
    fields({
      kind: z.literal('pk'),
      classes: wholeNumber({ min: 2, max: 256 }),
      images: wholeNumber({ min: 2, max: 256 }),
    }),
  ],
);
