export { type ClassMembers, classMembers } from './class-members.js';
export { pkSampler } from './pk-sampler.js';
export { type SamplingConfig, samplingConfigSchema } from './sampling-config.js';
export { type StratifiedSplit, stratifiedSplit } from './stratified-split.js';
