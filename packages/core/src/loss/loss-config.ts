import { z } from 'zod';

/**
 * Shadow Loss (see `shadow.ts`). `normalize`: on unit vectors, as in the paper's experiments; else
 * as in its formula.
 */
export interface ShadowLossConfig {
  kind: 'shadow';
  margin: number;
  normalize: boolean;
}

/** Triplet loss (see `triplet.ts`). The margin is in the units of `distance`. */
export interface TripletLossConfig {
  kind: 'triplet';
  margin: number;
  distance: 'euclidean' | 'squared-euclidean' | 'cosine';
}

/** A loss as plain JSON: what a saved model records. */
export type LossConfig = ShadowLossConfig | TripletLossConfig;

const margin = z
  .number({ error: 'margin must be a finite number above 0' })
  .positive({ error: 'margin must be above 0: at 0 a collapsed model would cost nothing' });

/** Checks a `LossConfig`; unknown kinds and unknown fields are refused. */
export const lossConfigSchema: z.ZodType<LossConfig> = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('shadow'),
      margin,
      normalize: z.boolean({ error: 'normalize must be true or false' }),
    }),
    z.strictObject({
      kind: z.literal('triplet'),
      margin,
      distance: z.enum(['euclidean', 'squared-euclidean', 'cosine'], {
        error: "distance must be 'euclidean', 'squared-euclidean' or 'cosine'",
      }),
    }),
  ],
  { error: "loss.kind must be 'shadow' or 'triplet'" },
);
