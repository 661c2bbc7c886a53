import { z } from 'zod';
import { fields, wholeNumber } from '../config/index.js';

/** The size of the pixels that a model takes: every picture is brought to it. */
export interface InputSize {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

const channelsMessage = 'must be 1 (grey) or 3 (colour)';

export const inputSizeSchema: z.ZodType<InputSize> = fields({
  width: wholeNumber({ min: 8, max: 512 }),
  height: wholeNumber({ min: 8, max: 512 }),
  channels: z.union([z.literal(1), z.literal(3)], { error: channelsMessage }),
});
