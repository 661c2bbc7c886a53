import * as tf from '@tensorflow/tfjs-core';
import { type AugmentationConfig, augment } from '../augmentation/index.js';
import { pickExamples, type TrainingExamples } from './training-examples.js';

interface ExampleBatchOptions {
  readonly examples: TrainingExamples;
  readonly indices: Int32Array; // [B]
  /** Of pictures; features are never varied. */
  readonly augmentation: AugmentationConfig | null;
  /** Of the variation. */
  readonly seed: number;
}

/** What a step trains on, not yet on the backend: a slice is uploaded when its turn comes. */
export interface ExampleBatch {
  readonly labels: Int32Array; // [B]
  /** Rows from `first` up to `last`: pixels [n, H, W, C] in 0..255, or features [n, F]. */
  upload(first: number, last: number): tf.Tensor;
}

/** The examples at `indices`, pictures varied. */
export function exampleBatch(options: ExampleBatchOptions): ExampleBatch {
  const { examples, indices, augmentation, seed } = options;
  const picked = pickExamples(examples, indices);
  if (picked.kind === 'features') {
    const { features, width, labels } = picked;
    return {
      labels,
      upload: (first, last) =>
        tf.tensor2d(features.subarray(first * width, last * width), [last - first, width]),
    };
  }
  const { size, labels } = picked;
  const pixels =
    augmentation === null
      ? picked.pixels
      : augment({ pixels: picked.pixels, size, config: augmentation, seed });
  const { height, width, channels } = size;
  const imageLength = height * width * channels;
  return {
    labels,
    upload: (first, last) => {
      const bytes = pixels.subarray(first * imageLength, last * imageLength);
      return tf.tensor4d(new Float32Array(bytes), [last - first, height, width, channels]);
    },
  };
}
