import type { Miner } from './miner.js';

/** Batch-all mining: every positive with every negative, P * N triplets for an anchor. */
export const mineAll: Miner = ({ positives, negatives }, visit) => {
  for (const positive of positives) {
    visit(positive, negatives);
  }
};
