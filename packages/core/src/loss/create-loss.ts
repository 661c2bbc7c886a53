import { createMiner, type MiningConfig } from '../mining/index.js';
import type { Loss } from './loss.js';
import type { LossConfig } from './loss-config.js';
import { shadowLoss } from './shadow.js';
import { euclideanTripletLoss } from './triplet.js';

/** The loss that the configurations name, over the triplets that `mining` chooses by the loss's own distances. */
export function createLoss(config: LossConfig, mining: MiningConfig): Loss {
  const mine = createMiner(mining);
  switch (config.kind) {
    case 'shadow':
      return shadowLoss(config, mine);
    case 'triplet':
      return euclideanTripletLoss(config, mine);
  }
}
