import { z } from 'zod';
import { choice, fields, wholeNumber } from '../config/index.js';

/**
 * embedding [B, D] -> shadow [B, d].
 *
 * `none`: the shadow is the embedding, d = D. `linear`, `mlp` (one hidden layer): trained by the
 * loss. `pca`: the loss trains the embedding, and the projection is fitted to what came out.
 * `nested`: linear, and the loss trains every prefix of the shadow at once, so that a shadow may be
 * cut off after any of them (Matryoshka Representation Learning, Kusupati et al., 2022).
 */
export type ProjectionConfig =
  | { readonly kind: 'linear'; readonly dimension: number /* d */ }
  | { readonly kind: 'none' }
  | { readonly kind: 'mlp'; readonly hidden: number; readonly dimension: number /* d */ }
  | { readonly kind: 'pca'; readonly dimension: number /* d */ }
  | {
      readonly kind: 'nested';
      readonly dimension: number /* d */;
      /** Ascending; the last one is `dimension`. */
      readonly prefixes: readonly number[];
    };

const dimension = wholeNumber({ min: 2, max: 4096 });
const prefixesMessage = 'must be a list of 1 to 16 ascending dimensions that ends with "dimension"';

const nestedSchema = fields({
  kind: z.literal('nested'),
  dimension,
  prefixes: z
    .array(dimension, { error: prefixesMessage })
    .min(1, { error: prefixesMessage })
    .max(16, { error: prefixesMessage })
    .readonly(),
}).refine(
  ({ prefixes, dimension: last }) =>
    prefixes.every((prefix, at) => at === 0 || prefix > (prefixes[at - 1] as number)) &&
    prefixes.at(-1) === last,
  { error: prefixesMessage, path: ['prefixes'] },
);

export const projectionConfigSchema: z.ZodType<ProjectionConfig> = choice(
  ['linear', 'none', 'mlp', 'pca', 'nested'],
  [
    fields({ kind: z.literal('linear'), dimension }),
    fields({ kind: z.literal('none') }),
    fields({ kind: z.literal('mlp'), hidden: wholeNumber({ min: 2, max: 8192 }), dimension }),
    fields({ kind: z.literal('pca'), dimension }),
    nestedSchema,
  ],
);
