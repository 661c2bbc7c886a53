import { mineAll } from './all.js';
import type { Miner } from './miner.js';
import type { MiningConfig } from './mining-config.js';
import { mineSemiHard } from './semi-hard.js';

/** The miner that a configuration names. */
export function createMiner(config: MiningConfig): Miner {
  switch (config.kind) {
    case 'all':
      return mineAll;
    case 'semi-hard':
      return mineSemiHard;
  }
}
