import { invariant } from '@umbra/core/errors';
import type { RetrievalMetrics } from '@umbra/core/evaluation';
import {
  type TrainedModel,
  type TrainingConfig,
  type TrainingExamples,
  train,
} from '@umbra/core/training';
import type { Recipe } from './candidate.js';

/** One training. */
export interface TrialResult {
  /** The caller disposes it. */
  readonly model: TrainedModel;
  /** After each epoch, on the pictures that this training held back. */
  readonly curve: readonly RetrievalMetrics[];
  /** Of the whole training, its validations included. */
  readonly seconds: number;
}

export interface TrialOptions {
  readonly examples: TrainingExamples;
  readonly config: TrainingConfig;
  readonly signal: AbortSignal;
}

export interface TrialSettings {
  /** Ascending. One is trained as users will; several are trained nested, all in one training. */
  readonly lengths: readonly number[];
  readonly epochs: number;
  readonly seed: number;
}

/** The base configuration with what the search decides. */
export function trialConfig(
  base: TrainingConfig,
  { loss, mining }: Recipe,
  { lengths, epochs, seed }: TrialSettings,
): TrainingConfig {
  return { ...base, projection: projectionTo(lengths, base), loss, mining, epochs, seed };
}

function projectionTo(
  lengths: readonly number[],
  { encoder }: TrainingConfig,
): TrainingConfig['projection'] {
  const dimension = lengths.at(-1);
  invariant(dimension !== undefined, 'a trial has a length');
  if (lengths.length > 1) {
    return { kind: 'nested', dimension, prefixes: lengths };
  }
  return dimension === encoder.embeddingDimension
    ? { kind: 'none' }
    : { kind: 'linear', dimension };
}

/** Yields the number of every finished epoch. */
export async function* trial(options: TrialOptions): AsyncGenerator<number, TrialResult> {
  const curve: RetrievalMetrics[] = [];
  const startedAt = performance.now();
  const training = train(options);
  let step = await training.next();
  while (!step.done) {
    if (step.value.kind === 'epoch') {
      curve.push(step.value.validation);
      yield step.value.epoch;
    }
    step = await training.next();
  }
  return { model: step.value, curve, seconds: (performance.now() - startedAt) / 1000 };
}
