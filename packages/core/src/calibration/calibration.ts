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

/** A rate with its confidence bounds. */
export interface RateBounds {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** What a threshold, any one, gave on the calibration's own searches. */
export interface ErrorPoint {
  readonly threshold: number;
  readonly far: RateBounds;
  readonly frr: RateBounds;
}

/** Scores counted in bins of one width; the first begins at `low`, the last ends at `high`. */
export interface ScoreHistogram {
  readonly low: number;
  readonly high: number;
  readonly genuine: readonly number[];
  readonly impostor: readonly number[];
}

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
  /** In ascending thresholds, 200 at most. Null: measured before there were curves. */
  readonly curve: readonly ErrorPoint[] | null;
  /** Of the best scores of the searches. Null: measured before there were histograms. */
  readonly histogram: ScoreHistogram | null;
}

const share = z.number().min(0).max(1);
const side = z.strictObject({ trials: z.int().min(1), classes: z.int().min(1) });

const bounds = z.strictObject({ rate: share, low: share, high: share });
const counts = z.array(z.int().min(0));

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
  curve: z
    .array(z.strictObject({ threshold: share, far: bounds, frr: bounds }))
    .nullable()
    .default(null)
    .describe(
      'FAR and FRR with their bounds at some of the scores, 200 at most, in ascending thresholds: to be drawn. Null: measured before there were curves.',
    ),
  histogram: z
    .strictObject({ low: z.number(), high: z.number(), genuine: counts, impostor: counts })
    .nullable()
    .default(null)
    .describe(
      'How many searches had which best score: of their own label (`genuine`), and of all others (`impostor`), in bins of one width from `low` to `high`. Null: measured before there were histograms.',
    ),
});
