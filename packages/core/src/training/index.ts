export type { AugmentationConfig } from '../augmentation/index.js';
export {
  checkTrainingConfig,
  type TrainedModel,
  type TrainingConfig,
  trainingConfigSchema,
} from '../model/index.js';
export {
  type BackbonePresetOptions,
  backbonePresetConfig,
  suitsBackbone,
} from './backbone-preset.js';
export {
  type CheckpointOptions,
  type CheckpointStore,
  readCheckpoint,
} from './checkpoint.js';
export type { OldExamples } from './domains.js';
export {
  type ExampleFacts,
  estimateMemory,
  type MemoryEstimate,
  totalBytes,
} from './estimate-memory.js';
export { type EstimateTimeOptions, estimateTime, type TimeEstimate } from './estimate-time.js';
export { type FineTunedModel, type FineTuneOptions, fineTune } from './fine-tune.js';
export { type DatasetFacts, type PresetName, presetConfig, presetNames } from './presets.js';
export { openStartModel, type StartModel, type StartModelOptions } from './start-model.js';
export { type StartPresetOptions, startPresetConfig } from './start-preset.js';
export { type TrainOptions, train } from './train.js';
export { type TrainingEvent, trainingEventSchema } from './training-event.js';
export {
  pickExamples,
  type TrainingExamples,
  type TrainingFeatures,
  type TrainingImages,
} from './training-examples.js';
export {
  type TrainingJob,
  trainingJobSchema,
  type WorkerMessage,
  type WorkerRequest,
  workerMessageSchema,
  workerRequestSchema,
} from './training-job.js';
