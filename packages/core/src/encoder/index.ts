export { backboneHead } from './backbone-head.js';
export { baselinePixels, baselinePixelsSide } from './baseline-pixels.js';
export { convolutionalEncoder } from './convolutional.js';
export {
  type BackboneConfig,
  type ConvolutionalConfig,
  type EncoderConfig,
  encoderConfigSchema,
  type HeadConfig,
} from './encoder-config.js';
export { type FeatureStatistics, featureStatistics } from './feature-statistics.js';
export { blockWidths, type NetSize, netSizes } from './net-size.js';
