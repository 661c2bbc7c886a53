import type { Random } from '../random/index.js';
import { mineAll } from './all.js';
import { distanceWeightedMiner } from './distance-weighted.js';
import { mineHard } from './hard.js';
import type { Miner } from './miner.js';
import type { MiningConfig } from './mining-config.js';
import { mineSemiHard } from './semi-hard.js';

export interface MinerOptions {
  readonly config: MiningConfig;
  /** Columns of the embeddings, d. */
  readonly dimension: number;
  /**
   * From a distance of the measure that is mined by to the straight one between two points of the
   * unit sphere, 0..2; `norm` is the anchor's.
   */
  readonly chord: (distance: number, norm: number) => number;
  readonly random: Random;
}

/** The miner that a configuration names. */
export function createMiner({ config, dimension, chord, random }: MinerOptions): Miner {
  switch (config.kind) {
    case 'all':
      return mineAll;
    case 'semi-hard':
      return mineSemiHard;
    case 'hard':
      return mineHard;
    case 'distance-weighted':
      return distanceWeightedMiner({ dimension, chord, random });
  }
}
