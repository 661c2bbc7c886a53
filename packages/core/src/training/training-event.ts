import { z } from 'zod';
import { fields } from '../config/index.js';
import { type RetrievalMetrics, retrievalMetricsSchema } from '../evaluation/index.js';

/** The progress of a training, as data. Steps and epochs count from 1. */
export type TrainingEvent =
  | {
      readonly kind: 'started';
      readonly classes: number;
      readonly trainImages: number;
      readonly validationImages: number;
      /** Trainable numbers of the network. */
      readonly parameters: number;
      readonly epochs: number;
      /** Steps of the whole run. */
      readonly steps: number;
    }
  | {
      readonly kind: 'step';
      readonly step: number;
      readonly epoch: number;
      readonly loss: number;
      /** Share of the mined triplets that still cost something, 0..1. */
      readonly activeShare: number;
    }
  | {
      readonly kind: 'epoch';
      readonly epoch: number;
      /** Mean over the epoch's steps. */
      readonly loss: number;
      readonly validation: RetrievalMetrics;
    }
  | {
      readonly kind: 'finished';
      readonly metrics: RetrievalMetrics;
      readonly baseline: RetrievalMetrics;
      /** The epoch whose weights were kept. */
      readonly bestEpoch: number;
    };

const count = z.int().min(0);

export const trainingEventSchema: z.ZodType<TrainingEvent> = z.discriminatedUnion('kind', [
  fields({
    kind: z.literal('started'),
    classes: count,
    trainImages: count,
    validationImages: count,
    parameters: count,
    epochs: count,
    steps: count,
  }),
  fields({
    kind: z.literal('step'),
    step: count,
    epoch: count,
    loss: z.number(),
    activeShare: z.number(),
  }),
  fields({
    kind: z.literal('epoch'),
    epoch: count,
    loss: z.number(),
    validation: retrievalMetricsSchema,
  }),
  fields({
    kind: z.literal('finished'),
    metrics: retrievalMetricsSchema,
    baseline: retrievalMetricsSchema,
    bestEpoch: count,
  }),
]);
