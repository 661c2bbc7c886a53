import { z } from 'zod';
import { choice, fields, wholeNumber } from '../config/index.js';

/** One convolutional block a width, each halving the picture's sides; see `convolutional.ts`. */
export type EncoderConfig = {
  readonly kind: 'convolutional';
  /** Channels of each block, from the picture to the embedding. */
  readonly widths: readonly number[];
  /** D, the length of the embedding. */
  readonly embeddingDimension: number;
};

const widthsMessage = 'must be a list of 1 to 6 block widths';

export const encoderConfigSchema: z.ZodType<EncoderConfig> = choice(
  ['convolutional'],
  [
    fields({
      kind: z.literal('convolutional'),
      widths: z
        .array(wholeNumber({ min: 1, max: 1024 }), { error: widthsMessage })
        .min(1, { error: widthsMessage })
        .max(6, { error: widthsMessage })
        .readonly(),
      embeddingDimension: wholeNumber({ min: 2, max: 4096 }),
    }),
  ],
);
