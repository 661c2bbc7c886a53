import * as tf from '@tensorflow/tfjs-core';
import type { BatchSize, Contestant } from './contestants.js';
import { perClass } from './triplets.js';

/** A batch on the backend, and a loss of it. */
export interface GradientPass {
  /** Forward and backward, to the end. */
  run(): void;
  dispose(): void;
}

/** Drawn vectors, four of a class. */
export function gradientPass(contestant: Contestant, size: BatchSize): GradientPass {
  const { samples, dimension } = size;
  const embeddings = tf.randomNormal<tf.Rank.R2>([samples, dimension], 0, 1, 'float32', 7);
  const labels = tf.tensor1d(
    Int32Array.from({ length: samples }, (_, at) => Math.floor(at / perClass)),
    'int32',
  );
  const lossOf = contestant.lossFor(size, labels);
  const differentiate = tf.valueAndGrad((input: tf.Tensor) => lossOf(input as tf.Tensor2D));
  return {
    run: () => {
      const { value, grad } = differentiate(embeddings);
      value.dataSync();
      tf.dispose([value, grad]);
    },
    dispose: () => tf.dispose([embeddings, labels]),
  };
}
