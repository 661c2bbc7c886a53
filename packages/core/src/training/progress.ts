import { z } from 'zod';
import { fields } from '../config/index.js';
import {
  type PrefixMetrics,
  prefixMetricsSchema,
  type RetrievalMetrics,
  retrievalMetricsSchema,
} from '../evaluation/index.js';
import type { TrainingConfig } from '../model/index.js';
import type { ClassConfusion } from '../sampling/index.js';
import { isIdle, type WatchState, watchStart } from './training-watch.js';

/** What an epoch came to. */
export interface EpochRecord {
  readonly epoch: number;
  /** Mean over the epoch's steps. */
  readonly loss: number;
  readonly validation: RetrievalMetrics;
  readonly prefixes: readonly PrefixMetrics[];
  readonly confusions: readonly ClassConfusion[];
}

/** How far a training has come: what decides what happens next, apart from the weights. */
export interface Progress {
  /** Steps that were taken. */
  readonly step: number;
  /** Of the steps of the epoch at hand. */
  readonly lossSum: number;
  readonly epochs: readonly EpochRecord[];
  readonly watch: WatchState;
}

export const progressStart: Progress = { step: 0, lossSum: 0, epochs: [], watch: watchStart };

const count = z.int().min(0);

export const progressSchema: z.ZodType<Progress> = fields({
  step: count,
  lossSum: z.number(),
  epochs: z.array(
    fields({
      epoch: count,
      loss: z.number(),
      validation: retrievalMetricsSchema,
      prefixes: z.array(prefixMetricsSchema),
      confusions: z.array(fields({ label: count, takenFor: count, count })),
    }),
  ),
  watch: fields({ narrowLooks: count, lossBefore: z.number(), idleSteps: count }),
});

/**
 * The best epoch. MAP@R decides, because it still tells epochs apart when Recall@1 is full; equal
 * ones go to the later epoch, whose learning rate is lower.
 */
export function bestEpoch(epochs: readonly EpochRecord[]): EpochRecord | undefined {
  return epochs.reduce<EpochRecord | undefined>(
    (best, record) =>
      best === undefined || record.validation.mapAtR >= best.validation.mapAtR ? record : best,
    undefined,
  );
}

/** Why a training is over: all steps are taken, no epoch was better, or no batch costs anything. */
export const trainingEnds = ['complete', 'no-improvement', 'nothing-left'] as const;
export type TrainingEnd = (typeof trainingEnds)[number];

interface Length {
  readonly steps: number;
  readonly stepsPerEpoch: number;
  readonly config: Pick<TrainingConfig, 'earlyStop'>;
}

/** Null while there is more to do. Asked between epochs. */
export function trainingEnd({ step, epochs, watch }: Progress, length: Length): TrainingEnd | null {
  if (step >= length.steps) {
    return 'complete';
  }
  const { earlyStop } = length.config;
  if (earlyStop !== null && epochsWithoutGain(epochs) >= earlyStop.patience) {
    return 'no-improvement';
  }
  return isIdle(watch, length.stepsPerEpoch) ? 'nothing-left' : null;
}

/** Epochs since the first one that reached the best MAP@R. */
function epochsWithoutGain(epochs: readonly EpochRecord[]): number {
  const scores = epochs.map(({ validation }) => validation.mapAtR);
  return scores.length === 0 ? 0 : scores.length - 1 - scores.indexOf(Math.max(...scores));
}
