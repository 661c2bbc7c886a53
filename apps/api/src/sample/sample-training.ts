import type { TrainingConfig } from '@umbra/core/training';

/**
 * How the sample's model is trained: about as long as `quick`, fitted to what is known of these
 * pictures. Parts lie any way round and a mirror image of one is still the same kind, which no
 * preset may assume of unknown pictures. The pictures are few, so all triplets of a batch count.
 */
export const sampleTraining: TrainingConfig = {
  input: { width: 48, height: 48, channels: 3 },
  encoder: { kind: 'convolutional', widths: [16, 32, 64, 128], embeddingDimension: 128 },
  projection: { kind: 'linear', dimension: 64 },
  loss: { kind: 'shadow', margin: 0.2, normalize: true },
  mining: { kind: 'all' },
  sampling: { kind: 'pk', classes: 12, images: 5 },
  optimizer: { kind: 'adam', learningRate: 0.003, weightDecay: 0, clipNorm: null },
  schedule: { kind: 'cosine', warmUpShare: 0.05 },
  epochs: 15,
  stepsPerEpoch: 16,
  sliceSize: 'auto',
  validationSplit: 'stratified',
  validationShare: 0.2,
  earlyStop: null,
  averaging: null,
  augmentation: {
    shift: 0.12,
    flip: true,
    rotateDegrees: 60,
    scale: 0.2,
    crop: 0,
    brightness: 0.2,
    contrast: 0.4,
    saturation: 0,
    hueDegrees: 0,
    erase: 0,
  },
  seed: 1,
};
