import { z } from 'zod';
import { type RateEstimate, rateEstimateSchema } from '../statistics/index.js';

/**
 * A threshold for a wanted false-accept rate. What too few independent searches can vouch for has
 * none: nothing is extrapolated.
 */
export type CalibratedThreshold =
  | {
      readonly kind: 'supported';
      readonly targetFar: number;
      /** A hit whose score, (1 + cosine) / 2, is at or above it is a match. */
      readonly threshold: number;
      /** What the threshold gave on the calibration's own searches. */
      readonly far: RateEstimate;
      readonly frr: RateEstimate;
    }
  | {
      readonly kind: 'unsupported';
      readonly targetFar: number;
      /** Independent searches that there are, and that it takes. */
      readonly effectiveTrials: number;
      readonly neededTrials: number;
    };

/**
 * What a match is worth, measured in whole searches. FAR: how often the search of a picture whose
 * class is not in the gallery has a best hit at or above the threshold. FRR: how often the search
 * of a picture whose class is there has no hit of its class at or above it. Both hold for a gallery
 * of about this size: more pictures give a stranger more chances.
 */
export interface Calibration {
  readonly kind: 'search';
  /** Pictures that were searched. */
  readonly gallery: number;
  /** Of the bounds, two-sided. */
  readonly confidence: number;
  /** Searches for a picture's own class, and with its own class left out; one a picture each. */
  readonly genuine: { readonly trials: number; readonly classes: number };
  readonly impostor: { readonly trials: number; readonly classes: number };
  /** In the order of the wanted rates, the loosest first. */
  readonly thresholds: readonly CalibratedThreshold[];
}

const share = z.number().min(0).max(1);
const side = z.strictObject({ trials: z.int().min(1), classes: z.int().min(1) });

export const calibrationSchema: z.ZodType<Calibration> = z.strictObject({
  kind: z.literal('search'),
  gallery: z.int().min(1),
  confidence: share,
  genuine: side,
  impostor: side,
  thresholds: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('supported'),
        targetFar: share,
        threshold: share,
        far: rateEstimateSchema,
        frr: rateEstimateSchema,
      }),
      z.strictObject({
        kind: z.literal('unsupported'),
        targetFar: share,
        effectiveTrials: z.number().min(0),
        neededTrials: z.int().min(1),
      }),
    ]),
  ),
});
