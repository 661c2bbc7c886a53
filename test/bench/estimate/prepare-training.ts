/** A training of the benches `estimate` and `batch` as the training loop takes it. */
import type { BackboneConfig } from '@umbra/core/encoder';
import {
  type ExampleFacts,
  presetConfig,
  type TrainingConfig,
  type TrainingExamples,
} from '@umbra/core/training';
import type { EstimatedTraining, HeadTraining } from './trainings.js';

export function configOf(training: EstimatedTraining): TrainingConfig {
  const { classes, examples: images, batch, stepsPerEpoch, vectors } = training;
  const side = training.kind === 'net' ? training.side : 128;
  const facts = {
    classes,
    images,
    typicalSize: { width: side, height: side, channels: 3 },
  } as const;
  const preset = presetConfig(training.kind === 'net' ? training.preset : 'quick', facts, 1);
  const { sampling, encoder, projection, augmentation } = preset;
  const { embeddingDimension } = encoder;
  return {
    ...preset,
    epochs: 2,
    stepsPerEpoch,
    sliceSize: training.sliceSize ?? 'auto',
    sampling: batch === undefined ? sampling : { kind: 'pk', classes: batch[0], images: batch[1] },
    encoder: {
      ...(training.kind === 'net' ? encoder : headOf(training)),
      embeddingDimension: vectors ?? embeddingDimension,
    },
    projection: vectors === undefined ? projection : { kind: 'none' },
    augmentation: training.kind === 'net' ? augmentation : null,
  };
}

function headOf({ hidden }: HeadTraining): Omit<BackboneConfig, 'embeddingDimension'> {
  return {
    kind: 'backbone',
    backbone: '0'.repeat(64),
    head: hidden === null ? { kind: 'linear' } : { kind: 'mlp', hidden },
  };
}

/** What is known of the examples before they are there. */
export function factsOf(training: EstimatedTraining): ExampleFacts {
  const { examples: count } = training;
  return training.kind === 'net'
    ? { kind: 'pixels', count, width: training.side ** 2 * 3 }
    : { kind: 'features', count, width: training.features };
}

/** Drawn numbers: what a training takes does not depend on what it sees. */
export function examplesOf(training: EstimatedTraining): TrainingExamples {
  const { classes: count, examples } = training;
  const { width } = factsOf(training);
  const labels = Int32Array.from({ length: examples }, (_, index) => index % count);
  const classes = Array.from({ length: count }, (_, index) => `class ${index}`);
  const length = examples * width;
  if (training.kind === 'head') {
    const features = new Float32Array(length).map(() => Math.random());
    return { kind: 'features', features, width, labels, classes };
  }
  const size = { width: training.side, height: training.side, channels: 3 } as const;
  const pixels = new Uint8Array(length).map(() => Math.random() * 256);
  return { kind: 'pixels', pixels, size, labels, classes };
}
