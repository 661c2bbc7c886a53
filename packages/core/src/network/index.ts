export { regrow } from './regrow.js';
export { countBlocks, outputsOfLayers, type SplitNetwork, splitNetwork } from './split-network.js';
