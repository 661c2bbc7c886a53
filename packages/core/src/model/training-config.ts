/**
 * All that decides a training run, as plain JSON. It lies with the model, not with the loop,
 * because a saved model is a saved configuration: the artifact's `umbra.json` holds it whole, and
 * the same configuration on the same pictures and backend trains the same weights again.
 */
import type { AugmentationConfig } from '../augmentation/index.js';
import type { EncoderConfig } from '../encoder/index.js';
import type { InputSize } from '../image/index.js';
import type { LossConfig } from '../loss/index.js';
import type { MiningConfig } from '../mining/index.js';
import type { OptimizerConfig, ScheduleConfig } from '../optimizer/index.js';
import type { ProjectionConfig } from '../projection/index.js';
import type { SamplingConfig } from '../sampling/index.js';

export interface TrainingConfig {
  /** What pictures are brought to, before a network or a backbone sees them. */
  readonly input: InputSize;
  readonly encoder: EncoderConfig;
  readonly projection: ProjectionConfig;
  readonly loss: LossConfig;
  readonly mining: MiningConfig;
  readonly sampling: SamplingConfig;
  readonly optimizer: OptimizerConfig;
  readonly schedule: ScheduleConfig;
  readonly epochs: number;
  /** `auto`: as many batches as show about as many pictures as there are. */
  readonly stepsPerEpoch: number | 'auto';
  /**
   * Pictures of a batch that go through the network together. A smaller slice needs less memory and
   * gives the same gradients, but for a batch normalization, whose statistics are then a slice's.
   * `auto`: the whole batch, unless its activations would fill the memory of a small machine.
   */
  readonly sliceSize: number | 'auto';
  /**
   * What is held back to measure every epoch: a share of each class, or whole classes that the
   * training never sees.
   */
  readonly validationSplit: 'stratified' | 'class-disjoint';
  readonly validationShare: number;
  /** Ends the training after `patience` epochs without a better MAP@R; null: never. */
  readonly earlyStop: { readonly patience: number } | null;
  /** Measures and keeps an exponential moving average of the weights; null: the weights. */
  readonly averaging: { readonly decay: number } | null;
  /** Null for none; always null with a backbone, whose features are computed once. */
  readonly augmentation: AugmentationConfig | null;
  readonly seed: number;
}
