import * as tf from '@tensorflow/tfjs-core';
import { type AugmentationConfig, augment, type VaryPictures } from '../augmentation/index.js';
import { pickExamples, type TrainingExamples, type TrainingFeatures } from './training-examples.js';

export interface BatchOptions {
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

/** The examples at `indices`, pictures varied: by `vary`, or in this thread. */
export async function exampleBatch(
  options: BatchOptions,
  vary: VaryPictures | undefined,
): Promise<ExampleBatch> {
  const { examples, indices, augmentation, seed } = options;
  if (examples.kind === 'features') {
    const { baseline: _, ...trainedOn } = examples;
    const { features, width, labels } = pickExamples<TrainingFeatures>(trainedOn, indices);
    return {
      labels,
      upload: (first, last) =>
        tf.tensor2d(features.subarray(first * width, last * width), [last - first, width]),
    };
  }
  const picked = pickExamples(examples, indices);
  const { size, labels } = picked;
  const pixels =
    augmentation === null
      ? picked.pixels
      : await (vary ?? varyHere)({ pixels: picked.pixels, size, config: augmentation, seed });
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

const varyHere: VaryPictures = async (options) => augment(options);
