import { z } from 'zod';
import { choice, fields } from '../config/index.js';

/** What is compared when triplets are chosen. */
export type MiningMeasure = 'cosine' | 'euclidean' | 'shadow';

/**
 * Which triplets of a batch count. Each kind is described in the file of its name. `by`: the
 * measure that they are chosen by; the loss's own where it is left out.
 */
export type MiningConfig =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'semi-hard' | 'hard' | 'distance-weighted';
      readonly by?: MiningMeasure | undefined;
    };

const by = z
  .enum(['cosine', 'euclidean', 'shadow'], {
    error: 'must be "cosine", "euclidean" or "shadow"; without it the loss\'s own measure counts',
  })
  .optional();

/** Checks a `MiningConfig`; unknown kinds and unknown fields are refused. */
export const miningConfigSchema: z.ZodType<MiningConfig> = choice(
  ['all', 'semi-hard', 'hard', 'distance-weighted'],
  [
    fields({ kind: z.literal('all') }),
    fields({ kind: z.literal('semi-hard'), by }),
    fields({ kind: z.literal('hard'), by }),
    fields({ kind: z.literal('distance-weighted'), by }),
  ],
);
