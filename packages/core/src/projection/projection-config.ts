import { z } from 'zod';
import { choice, fields, wholeNumber } from '../config/index.js';

/** embedding [B, D] -> shadow [B, d]. `none`: the shadow is the embedding, d = D. */
export type ProjectionConfig =
  | { readonly kind: 'linear'; readonly dimension: number /* d */ }
  | { readonly kind: 'none' };

export const projectionConfigSchema: z.ZodType<ProjectionConfig> = choice(
  ['linear', 'none'],
  [
    fields({ kind: z.literal('linear'), dimension: wholeNumber({ min: 2, max: 4096 }) }),
    fields({ kind: z.literal('none') }),
  ],
);
