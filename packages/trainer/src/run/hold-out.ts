import { createRandom } from '@umbra/core/random';
import { stratifiedSplit } from '@umbra/core/sampling';
import { pickExamples, type TrainingExamples } from '@umbra/core/training';

export interface HoldOutOptions {
  /** Share of every class that is held out. */
  readonly share: number;
  readonly seed: number;
}

export interface HeldOut<Examples extends TrainingExamples> {
  readonly kept: Examples;
  readonly heldOut: Examples;
}

/**
 * Splits a set by class. Training and evaluating share this one, so what `umbra train --holdout 0.3
 * --seed 1` has never seen is what `umbra evaluate --gallery-share 0.7 --seed 1` asks.
 */
export function holdOut<Examples extends TrainingExamples>(
  examples: Examples,
  { share, seed }: HoldOutOptions,
): HeldOut<Examples> {
  const random = createRandom(seed).fork('hold-out');
  // 1 - 0.9 is a little less than 0.1, which would round some classes the other way.
  const exactShare = Math.round(share * 1e6) / 1e6;
  const split = stratifiedSplit({ labels: examples.labels, share: exactShare, random });
  return {
    kept: pickExamples(examples, split.train),
    heldOut: pickExamples(examples, split.heldOut),
  };
}
