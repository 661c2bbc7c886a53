export { baselinePixels, baselinePixelsSide } from './baseline-pixels.js';
export { convolutionalEncoder } from './convolutional.js';
export { type EncoderConfig, encoderConfigSchema } from './encoder-config.js';
