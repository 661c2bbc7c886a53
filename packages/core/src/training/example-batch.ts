import * as tf from '@tensorflow/tfjs-core';
import type { AugmentationConfig } from '../model/index.js';
import type { Random } from '../random/index.js';
import { augment } from './augmentation.js';
import { pickExamples, type TrainingExamples, type TrainingImages } from './training-examples.js';

interface ExampleBatchOptions {
  readonly examples: TrainingExamples;
  readonly indices: Int32Array; // [B]
  /** Of pictures; features are never varied. */
  readonly augmentation: AugmentationConfig | null;
  readonly random: Random;
}

export interface ExampleBatch {
  readonly inputs: tf.Tensor; // pixels [B, H, W, C] in 0..255, or features [B, F]
  readonly labels: tf.Tensor1D; // int32 [B]
}

/** The examples at `indices`, pictures varied; the caller disposes both tensors. */
export function exampleBatch(options: ExampleBatchOptions): ExampleBatch {
  const { examples, indices } = options;
  const labels = indices.map((index) => examples.labels[index] as number);
  return {
    inputs:
      examples.kind === 'features'
        ? tf.tensor2d(pickExamples(examples, indices).features, [indices.length, examples.width])
        : imageBatch(examples, options),
    labels: tf.tensor1d(labels, 'int32'),
  };
}

/** pixels [B, H, W, C] in 0..255 */
function imageBatch(images: TrainingImages, options: ExampleBatchOptions): tf.Tensor4D {
  const { indices, augmentation, random } = options;
  const { size } = images;
  const imageLength = size.width * size.height * size.channels;
  const pixels = new Float32Array(indices.length * imageLength);
  indices.forEach((index, position) => {
    const source = images.pixels.subarray(index * imageLength, (index + 1) * imageLength);
    const target = pixels.subarray(position * imageLength, (position + 1) * imageLength);
    if (augmentation === null) {
      target.set(source);
    } else {
      augment({ source, target, size, config: augmentation, random });
    }
  });
  return tf.tensor4d(pixels, [indices.length, size.height, size.width, size.channels]);
}
