import { createMiner, type MiningConfig } from '../mining/index.js';
import type { Loss } from './loss.js';
import type { LossConfig } from './loss-config.js';
import { shadowLoss } from './shadow.js';
import { distanceTripletLoss } from './triplet.js';

/**
 * The loss that a configuration names, over the triplets that `mining` chooses by the loss's own
 * distances (for shadow: the gaps). Anchors without a positive or without a negative in the batch
 * give nothing.
 *
 * The result is differentiable once, in the embeddings (`tf.valueAndGrads`, `optimizer.minimize`).
 * Read `activeShare` inside the function that is differentiated, or `tf.keep` it: the gradient
 * scope disposes of it.
 */
export function createLoss(config: LossConfig, mining: MiningConfig): Loss {
  const mine = createMiner(mining);
  switch (config.kind) {
    case 'shadow':
      return shadowLoss(config, mine);
    case 'triplet':
      return distanceTripletLoss(config, mine);
  }
}
