import { z } from 'zod';
import { choice, fields, real, wholeNumber } from '../config/index.js';

/**
 * How a batch is made up: `classes` (P) draws of a class, `images` (K) pictures each. The kinds
 * differ in how often a class is drawn, n being its number of pictures:
 *
 * - `pk`: every class equally often, P different ones a batch, dealt like cards
 * - `class-balanced`, `square-root`, `instance-balanced`: each draw by chance, in proportion to 1,
 *   to the square root of n and to n; a class may come twice
 * - `hard-classes`: as `pk`, but this `share` of a batch are classes that the last validation
 *   mistook for others of the batch
 */
export type SamplingConfig = {
  readonly classes: number;
  readonly images: number;
} & (
  | { readonly kind: 'pk' | ProportionalSampling }
  | { readonly kind: 'hard-classes'; readonly share: number }
);

export type ProportionalSampling = 'class-balanced' | 'square-root' | 'instance-balanced';

const classes = wholeNumber({ min: 2, max: 4096 });
const imagesMessage =
  'must be a whole number from 2 to 256: a loss compares each picture with another of its class';
const images = z
  .int({ error: imagesMessage })
  .min(2, { error: imagesMessage })
  .max(256, { error: imagesMessage });

/** A triplet needs two classes, and two pictures of one of them: hence P >= 2 and K >= 2. */
export const samplingConfigSchema: z.ZodType<SamplingConfig> = choice(
  ['pk', 'class-balanced', 'square-root', 'instance-balanced', 'hard-classes'],
  [
    fields({ kind: z.literal('pk'), classes, images }),
    fields({ kind: z.literal('class-balanced'), classes, images }),
    fields({ kind: z.literal('square-root'), classes, images }),
    fields({ kind: z.literal('instance-balanced'), classes, images }),
    fields({
      kind: z.literal('hard-classes'),
      classes,
      images,
      share: real({ min: 0, max: 1 }),
    }),
  ],
);
