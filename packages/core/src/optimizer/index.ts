export { learningRate } from './learning-rate.js';
export {
  createOptimizer,
  type Optimizer,
  type OptimizerState,
  type ParameterGroup,
} from './optimizer.js';
export { type OptimizerConfig, optimizerConfigSchema } from './optimizer-config.js';
export { type ScheduleConfig, scheduleConfigSchema } from './schedule-config.js';
export { type WeightAverage, weightAverage } from './weight-average.js';
