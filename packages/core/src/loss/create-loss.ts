import type { MiningConfig } from '../mining/index.js';
import type { Random } from '../random/index.js';
import { angularLoss } from './angular.js';
import { arcFaceLoss } from './arcface.js';
import { circleLoss } from './circle.js';
import { contrastiveLoss } from './contrastive.js';
import type { Loss } from './loss.js';
import type { LossConfig } from './loss-config.js';
import { multiSimilarityLoss } from './multi-similarity.js';
import { nPairLoss } from './n-pair.js';
import { proxyAnchorLoss } from './proxy-anchor.js';
import { proxyNcaLoss } from './proxy-nca.js';
import { shadowLoss } from './shadow.js';
import { softTripleLoss } from './soft-triple.js';
import { supervisedContrastiveLoss } from './supervised-contrastive.js';
import { distanceTripletLoss } from './triplet.js';

export interface LossOptions {
  readonly config: LossConfig;
  /** Which triplets count; only the losses over triplets (shadow, triplet) look at it. */
  readonly mining: MiningConfig;
  /** Labels are 0..classes-1. */
  readonly classes: number;
  /** Columns of the embeddings, d. */
  readonly dimension: number;
  /** For the first values of the variables, and for negatives that are drawn. */
  readonly random: Random;
  /**
   * Rows of the Gram matrix that are held at a time; where it is left out, as many as go into
   * 2 MiB. Fewer take less memory and more time; the loss is the same.
   */
  readonly blockRows?: number | undefined;
}

/**
 * The loss that a configuration names. Shadow and triplet loss mine by their own distances (for
 * shadow: the gaps) unless the mining says otherwise. Anchors without a positive or without a
 * negative in the batch give nothing.
 */
export function createLoss({ config, ...options }: LossOptions): Loss {
  switch (config.kind) {
    case 'shadow':
      return shadowLoss(config, options);
    case 'triplet':
      return distanceTripletLoss(config, options);
    case 'angular':
      return angularLoss(config, options);
    case 'contrastive':
      return contrastiveLoss(config, options);
    case 'n-pair':
      return nPairLoss(config, options);
    case 'supervised-contrastive':
      return supervisedContrastiveLoss(config, options);
    case 'multi-similarity':
      return multiSimilarityLoss(config, options);
    case 'circle':
      return circleLoss(config, options);
    case 'soft-triple':
      return softTripleLoss(config, options);
    case 'proxy-anchor':
      return proxyAnchorLoss(config, options);
    case 'proxy-nca':
      return proxyNcaLoss(config, options);
    case 'arcface':
      return arcFaceLoss(config, options);
  }
}
