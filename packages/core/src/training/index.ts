export {
  type AugmentationConfig,
  checkTrainingConfig,
  type OptimizerConfig,
  type ScheduleConfig,
  type TrainedModel,
  type TrainingConfig,
  trainingConfigSchema,
} from '../model/index.js';
export { type DatasetFacts, type PresetName, presetConfig, presetNames } from './presets.js';
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
