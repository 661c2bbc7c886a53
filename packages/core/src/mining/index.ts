export { createMiner } from './create-miner.js';
export type { Anchor, Miner, TripletVisitor } from './miner.js';
export { type MiningConfig, miningConfigSchema } from './mining-config.js';
