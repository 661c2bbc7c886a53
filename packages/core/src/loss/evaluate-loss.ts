/** A loss and its gradient as plain numbers, for the tests. */
import * as tf from '@tensorflow/tfjs-core';
import type { MiningConfig } from '../mining/index.js';
import { createLoss } from './create-loss.js';
import type { LossConfig } from './loss-config.js';
import type { Batch } from './naive-loss.js';

export interface Evaluation {
  readonly loss: number;
  readonly activeShare: number;
  readonly gradient: number[][] /* [S][D] */;
}

export function evaluateLoss(
  { embeddings, labels }: Batch,
  config: LossConfig,
  mining: MiningConfig = { kind: 'all' },
): Evaluation {
  return tf.tidy(() => {
    const lossOf = createLoss(config, mining);
    const classes = tf.tensor1d([...labels], 'int32'); // [S]
    const dimension = embeddings[0]?.length ?? 4;
    const samples = tf.tensor2d(embeddings.flat(), [labels.length, dimension]); // [S, D]
    const { value, grad } = tf.valueAndGrad(
      (input: tf.Tensor) => lossOf(input as tf.Tensor2D, classes).loss,
    )(samples);
    return {
      loss: value.dataSync()[0] as number,
      activeShare: lossOf(samples, classes).activeShare.dataSync()[0] as number,
      gradient: (grad as tf.Tensor2D).arraySync(),
    };
  });
}
