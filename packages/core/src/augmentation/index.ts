export { type AugmentOptions, augment, type VaryPictures } from './augment.js';
export { type AugmentationConfig, augmentationConfigSchema } from './augmentation-config.js';
