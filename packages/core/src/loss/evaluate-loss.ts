/** A loss and its gradient as plain numbers, for the tests. */
import * as tf from '@tensorflow/tfjs-core';
import type { MiningConfig } from '../mining/index.js';
import { createRandom } from '../random/index.js';
import { createLoss } from './create-loss.js';
import type { Loss } from './loss.js';
import type { LossConfig } from './loss-config.js';
import type { Batch } from './naive-loss.js';

export interface Evaluation {
  readonly loss: number;
  readonly activeShare: number;
  readonly gradient: number[][] /* [S][D] */;
}

/** A loss for batches of up to ten classes. */
export function lossFor(
  config: LossConfig,
  { mining = { kind: 'all' }, dimension }: { mining?: MiningConfig; dimension: number },
): Loss {
  return createLoss({ config, mining, classes: 10, dimension, random: createRandom(1) });
}

export function evaluateLoss(
  { embeddings, labels }: Batch,
  config: LossConfig,
  mining: MiningConfig = { kind: 'all' },
): Evaluation {
  return tf.tidy(() => {
    const dimension = embeddings[0]?.length ?? 4;
    const loss = lossFor(config, { mining, dimension });
    const classes = tf.tensor1d([...labels], 'int32'); // [S]
    const samples = tf.tensor2d(embeddings.flat(), [labels.length, dimension]); // [S, D]
    const { value, grad } = tf.valueAndGrad(
      (input: tf.Tensor) => loss.compute(input as tf.Tensor2D, classes).loss,
    )(samples);
    return {
      loss: value.dataSync()[0] as number,
      activeShare: loss.compute(samples, classes).activeShare.dataSync()[0] as number,
      gradient: (grad as tf.Tensor2D).arraySync(),
    };
  });
}
