export { classDisjointSplit } from './class-disjoint-split.js';
export { type ClassMembers, classMembers } from './class-members.js';
export { createSampler } from './create-sampler.js';
export type { ClassConfusion, Sampler } from './sampler.js';
export { type SamplingConfig, samplingConfigSchema } from './sampling-config.js';
export type { Split } from './split.js';
export { stratifiedSplit } from './stratified-split.js';
