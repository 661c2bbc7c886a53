import { z } from 'zod';
import { fields } from '../config/index.js';
import { type RetrievalMetrics, retrievalMetricsSchema } from '../evaluation/index.js';

/** A model on one domain's pictures that were held back, before it was trained on and after. */
export interface BeforeAndAfter {
  readonly before: RetrievalMetrics;
  readonly after: RetrievalMetrics;
}

/** What a model was trained on from, and what came of it. */
export interface ModelOrigin {
  readonly name: string;
  /** SHA-256 of its weights. */
  readonly weights: string;
  /** How many of its last blocks were trained on; 0: only what comes after the features. */
  readonly blocks: number | 'all';
  /** How far the weights went from the old ones (0) to the trained ones (1). */
  readonly share: number;
  /** On the pictures that it was trained on for. */
  readonly pictures: BeforeAndAfter;
  /** On those that it comes from; left out where none were given. */
  readonly oldPictures?: BeforeAndAfter;
}

const beforeAndAfter = fields({ before: retrievalMetricsSchema, after: retrievalMetricsSchema });

export const modelOriginSchema: z.ZodType<ModelOrigin> = fields({
  name: z.string(),
  weights: z.string().regex(/^[0-9a-f]{64}$/),
  blocks: z.union([z.literal('all'), z.int().min(0)]),
  share: z.number().min(0).max(1),
  pictures: beforeAndAfter,
  oldPictures: beforeAndAfter.exactOptional(),
});
