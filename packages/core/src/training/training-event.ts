import { z } from 'zod';
import { fields } from '../config/index.js';
import {
  type PrefixMetrics,
  prefixMetricsSchema,
  type RetrievalMetrics,
  retrievalMetricsSchema,
} from '../evaluation/index.js';
import { type TrainingEnd, trainingEnds } from './progress.js';

/** What an epoch came to. */
export interface EpochNews {
  readonly epoch: number;
  /** Mean over the epoch's steps. */
  readonly loss: number;
  readonly validation: RetrievalMetrics;
  /** Of every prefix of a nested shadow; absent without one. */
  readonly prefixes?: readonly PrefixMetrics[];
}

/** The progress of a training, as data. Steps and epochs count from 1. */
export type TrainingEvent =
  | {
      readonly kind: 'started';
      readonly classes: number;
      readonly trainImages: number;
      readonly validationImages: number;
      /** Which of the examples, by their positions, are never trained on. */
      readonly heldOut?: readonly number[];
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
  | ({ readonly kind: 'epoch' } & EpochNews)
  | {
      /** The training goes on from a checkpoint: `epochs` are those that came before. */
      readonly kind: 'resumed';
      /** Steps that were taken. */
      readonly step: number;
      readonly epochs: readonly EpochNews[];
    }
  | {
      /** From here on a killed training continues after this step. */
      readonly kind: 'checkpoint';
      readonly step: number;
    }
  | {
      readonly kind: 'finished';
      readonly metrics: RetrievalMetrics;
      readonly baseline: RetrievalMetrics;
      /** The epoch whose weights were kept. */
      readonly bestEpoch: number;
      /** Why it ended: see `TrainingEnd`. */
      readonly end: TrainingEnd;
      readonly prefixes?: readonly PrefixMetrics[];
    };

const count = z.int().min(0);

const epochNews = {
  epoch: count,
  loss: z.number(),
  validation: retrievalMetricsSchema,
  prefixes: z.array(prefixMetricsSchema).exactOptional(),
};

export const trainingEventSchema: z.ZodType<TrainingEvent> = z.discriminatedUnion('kind', [
  fields({
    kind: z.literal('started'),
    classes: count,
    trainImages: count,
    validationImages: count,
    heldOut: z.array(count).exactOptional(),
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
  fields({ kind: z.literal('epoch'), ...epochNews }),
  fields({ kind: z.literal('resumed'), step: count, epochs: z.array(fields(epochNews)) }),
  fields({ kind: z.literal('checkpoint'), step: count }),
  fields({
    kind: z.literal('finished'),
    metrics: retrievalMetricsSchema,
    baseline: retrievalMetricsSchema,
    bestEpoch: count,
    end: z.enum(trainingEnds),
    prefixes: z.array(prefixMetricsSchema).exactOptional(),
  }),
]);
