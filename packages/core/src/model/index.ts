export { baselinePixelsEmbedder, baselinePixelsId } from './baseline-pixels-embedder.js';
export { type EmbedRowsOptions, embedRows } from './embed-rows.js';
export type { EmbeddedImages, Embedder } from './embedder.js';
export {
  type ExportedModel,
  type ExportFormat,
  exportFormats,
  exportModel,
} from './export-model.js';
export { type FeatureExtractor, type LoadEmbedderOptions, loadEmbedder } from './load-embedder.js';
export { loadModel } from './load-model.js';
export type { LoadedModel } from './loaded-model.js';
export { backendInfoSchema, type ModelCard, modelCardSchema } from './model-card.js';
export type { BeforeAndAfter, ModelOrigin } from './model-origin.js';
export { createNetwork } from './network.js';
export { type SaveModelOptions, saveModel } from './save-model.js';
export type { TrainedModel } from './trained-model.js';
export type { TrainingConfig } from './training-config.js';
export {
  checkTrainingConfig,
  trainingConfigSchema,
} from './training-config-schema.js';
export { type WholeModel, wholeModel } from './whole-model.js';
