/** A real training, as short as it can be: what is killed is its process and what it writes. */
export const shortTraining = {
  input: { width: 16, height: 16, channels: 3 },
  encoder: { kind: 'convolutional', widths: [4, 8], embeddingDimension: 16 },
  projection: { kind: 'linear', dimension: 8 },
  loss: { kind: 'shadow', margin: 0.2, normalize: true },
  mining: { kind: 'semi-hard' },
  sampling: { kind: 'pk', classes: 3, images: 2 },
  optimizer: { kind: 'adam', learningRate: 0.003, weightDecay: 0, clipNorm: null },
  schedule: { kind: 'cosine', warmUpShare: 0.05 },
  epochs: 2,
  stepsPerEpoch: 7,
  sliceSize: 'auto',
  validationSplit: 'stratified',
  validationShare: 0.2,
  earlyStop: null,
  averaging: null,
  augmentation: {
    ...{ shift: 0.1, flip: false, rotateDegrees: 10, scale: 0.1, crop: 0 },
    ...{ brightness: 0.1, contrast: 0.2, saturation: 0, hueDegrees: 0, erase: 0 },
  },
  seed: 1,
} as const;
