export { type AugmentOptions, augment } from './augment.js';
export { type AugmentationConfig, augmentationConfigSchema } from './augmentation-config.js';
