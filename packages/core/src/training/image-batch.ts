import * as tf from '@tensorflow/tfjs-core';
import type { AugmentationConfig } from '../model/index.js';
import type { Random } from '../random/index.js';
import { augment } from './augmentation.js';
import type { TrainingImages } from './training-images.js';

interface ImageBatchOptions {
  readonly images: TrainingImages;
  readonly indices: Int32Array; // [B]
  readonly augmentation: AugmentationConfig | null;
  readonly random: Random;
}

export interface ImageBatch {
  readonly pixels: tf.Tensor4D; // [B, H, W, C], 0..255
  readonly labels: tf.Tensor1D; // int32 [B]
}

/** The pictures at `indices`, varied; the caller disposes both tensors. */
export function imageBatch(options: ImageBatchOptions): ImageBatch {
  const { images, indices, augmentation, random } = options;
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
  const labels = indices.map((index) => images.labels[index] as number);
  return {
    pixels: tf.tensor4d(pixels, [indices.length, size.height, size.width, size.channels]),
    labels: tf.tensor1d(labels, 'int32'),
  };
}
