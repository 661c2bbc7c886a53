export { createMiner, type MinerOptions } from './create-miner.js';
export type { Anchor, Miner, TripletVisitor } from './miner.js';
export { type MiningConfig, type MiningMeasure, miningConfigSchema } from './mining-config.js';
