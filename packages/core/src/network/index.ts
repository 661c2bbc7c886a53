export { regrow } from './regrow.js';
export { countBlocks, type SplitNetwork, splitNetwork } from './split-network.js';
