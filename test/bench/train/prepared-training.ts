/** Umbra's own training loop on drawn examples, step by step. */
import type { LossConfig } from '@umbra/core/loss';
import { type TrainingConfig, type TrainingExamples, train } from '@umbra/core/training';
import type { TrainingWorkload } from './workload.js';

const imagesPerClass = 40;
/** No epoch ends within a bench. */
const endless = 10_000;

const losses: Readonly<Record<TrainingWorkload['loss'], LossConfig>> = {
  shadow: { kind: 'shadow', margin: 0.2, normalize: true },
  'multi-similarity': { kind: 'multi-similarity', alpha: 2, beta: 50, base: 0.5, epsilon: null },
};

/** Takes steps of a training that never ends. */
export interface PreparedTraining {
  run(steps: number): Promise<void>;
}

export function prepareTraining(workload: TrainingWorkload): PreparedTraining {
  const events = train({ examples: examplesOf(workload), config: configOf(workload) });
  return {
    run: async (steps) => {
      for (let taken = 0; taken < steps; ) {
        const { value, done } = await events.next();
        if (done) {
          throw new Error('the training came to its end');
        }
        taken += value.kind === 'step' ? 1 : 0;
      }
    },
  };
}

function configOf(workload: TrainingWorkload): TrainingConfig {
  const isNet = workload.kind === 'net';
  const side = isNet ? workload.side : 128;
  return {
    input: { width: side, height: side, channels: isNet && workload.channels === 1 ? 1 : 3 },
    encoder: isNet
      ? {
          kind: 'convolutional',
          widths: workload.widths,
          embeddingDimension: workload.embedding,
        }
      : {
          kind: 'backbone',
          backbone: '0'.repeat(64),
          head: { kind: 'linear' },
          embeddingDimension: workload.embedding,
        },
    projection: { kind: 'linear', dimension: workload.shadow },
    loss: losses[workload.loss],
    mining: { kind: 'all' },
    sampling: { kind: 'pk', classes: workload.classes, images: workload.images },
    optimizer: { kind: 'adam', learningRate: 3e-3, weightDecay: 0, clipNorm: null },
    schedule: { kind: 'constant', warmUpShare: 0 },
    epochs: 1,
    stepsPerEpoch: endless,
    sliceSize: 'auto',
    validationSplit: 'stratified',
    validationShare: 0.2,
    earlyStop: null,
    averaging: null,
    augmentation: isNet && workload.augmented ? augmentation : null,
    seed: 1,
  };
}

/** As in the presets. */
const augmentation: NonNullable<TrainingConfig['augmentation']> = {
  shift: 0.1,
  flip: false,
  rotateDegrees: 10,
  scale: 0.1,
  crop: 0,
  brightness: 0.1,
  contrast: 0.2,
  saturation: 0,
  hueDegrees: 0,
  erase: 0,
};

function examplesOf(workload: TrainingWorkload): TrainingExamples {
  const count = workload.classes * imagesPerClass;
  const labels = Int32Array.from({ length: count }, (_, index) => index % workload.classes);
  const classes = Array.from({ length: workload.classes }, (_, index) => `class ${index}`);
  if (workload.kind === 'head') {
    const width = workload.features;
    const features = Float32Array.from({ length: count * width }, () => Math.random());
    return { kind: 'features', features, width, labels, classes };
  }
  const { side } = workload;
  const channels = workload.channels === 1 ? 1 : 3;
  const length = count * side * side * channels;
  const pixels = Uint8Array.from({ length }, () => Math.random() * 256);
  return { kind: 'pixels', pixels, size: { width: side, height: side, channels }, labels, classes };
}
