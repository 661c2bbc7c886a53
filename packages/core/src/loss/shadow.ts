import type { Miner } from '../mining/index.js';
import { cosineDistance } from './distance/cosine.js';
import { shadowGap } from './distance/shadow-gap.js';
import type { Loss } from './loss.js';
import type { ShadowLossConfig } from './loss-config.js';
import { tripletLoss } from './triplet-loss.js';

export function shadowLoss({ margin, normalize }: ShadowLossConfig, mine: Miner): Loss {
  return tripletLoss({ distance: normalize ? cosineDistance : shadowGap, margin, mine });
}
