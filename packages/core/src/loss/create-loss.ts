import { createMiner, type MiningConfig } from '../mining/index.js';
import type { Random } from '../random/index.js';
import type { Loss } from './loss.js';
import type { LossConfig } from './loss-config.js';
import { shadowLoss } from './shadow.js';
import { distanceTripletLoss } from './triplet.js';

export interface LossOptions {
  readonly config: LossConfig;
  /** Which triplets count; read by the losses over triplets. */
  readonly mining: MiningConfig;
  /** Labels are 0..classes-1. */
  readonly classes: number;
  /** Columns of the embeddings, d. */
  readonly dimension: number;
  /** For the first values of the variables and for drawn negatives. */
  readonly random: Random;
}

/**
 * The loss that a configuration names. The triplet losses mine by their own distances (for shadow:
 * the gaps); anchors without a positive or without a negative in the batch give nothing.
 */
export function createLoss({ config, mining }: LossOptions): Loss {
  const mine = createMiner(mining);
  switch (config.kind) {
    case 'shadow':
      return shadowLoss(config, mine);
    case 'triplet':
      return distanceTripletLoss(config, mine);
  }
}
