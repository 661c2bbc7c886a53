import type { RetrievalMetrics } from '@umbra/core/evaluation';
import {
  type TrainedModel,
  type TrainingConfig,
  type TrainingExamples,
  train,
} from '@umbra/core/training';
import type { Candidate } from './candidate.js';

/** One training of a candidate. */
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

/** The base configuration with what a candidate decides. */
export function trialConfig(
  base: TrainingConfig,
  { loss, mining, dimension }: Candidate,
  { epochs, seed }: { readonly epochs: number; readonly seed: number },
): TrainingConfig {
  const whole = dimension === base.encoder.embeddingDimension;
  return {
    ...base,
    projection: whole ? { kind: 'none' } : { kind: 'linear', dimension },
    loss,
    mining,
    epochs,
    seed,
  };
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
