export { createLoss, type LossOptions } from './create-loss.js';
export type { Loss, LossResult } from './loss.js';
export {
  type LossConfig,
  lossConfigSchema,
  type ShadowLossConfig,
  type TripletLossConfig,
} from './loss-config.js';
