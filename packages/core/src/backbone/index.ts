export {
  type BackboneCard,
  type BackboneFile,
  type BackboneFormat,
  type BackboneReference,
  type BackboneUse,
  backboneReferenceSchema,
  type Pooling,
  poolings,
  referenceOf,
} from './backbone-card.js';
export { backboneHash, digestOf } from './backbone-hash.js';
export type { ModelFiles } from './image-network.js';
export { type LayersBackbone, layersBackbone } from './layers-backbone.js';
export { type LoadBackboneOptions, loadBackbone } from './load-backbone.js';
export {
  type Backbone,
  type OpenBackboneOptions,
  openBackbone,
  type RequestedUse,
} from './open-backbone.js';
export { type InputScaling, inputScalings, type PixelScale, scaleOf } from './scale-pixels.js';
export { backboneCardFile, listBackbones, readBackbone } from './stored-backbones.js';
export { readTfjsModelFile, type TfjsModelFile } from './tfjs-model-file.js';
