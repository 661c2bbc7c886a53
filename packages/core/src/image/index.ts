export { decodeImage } from './decode-image.js';
export { type ImageFormat, imageLimits } from './image-limits.js';
export { type InputSize, inputSizeSchema } from './input-size.js';
export { type ImageFacts, inspectImage } from './inspect-image.js';
export { type ImageMeasure, measureImage } from './measure-image.js';
export { type Fingerprint, nearDuplicates } from './near-duplicates.js';
export { hashDistance, type PerceptualHash } from './perceptual-hash.js';
export { resizeImage } from './resize-image.js';
