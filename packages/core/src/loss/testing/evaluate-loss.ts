/** A loss and its gradients as plain numbers, for the tests. */
import * as tf from '@tensorflow/tfjs-core';
import type { MiningConfig } from '../../mining/index.js';
import { createRandom } from '../../random/index.js';
import { createLoss } from '../create-loss.js';
import type { Loss } from '../loss.js';
import type { LossConfig } from '../loss-config.js';
import type { Batch, Vector } from './vectors.js';

export interface Evaluation {
  readonly loss: number;
  readonly activeShare: number;
  readonly gradient: readonly Vector[] /* [S][D] */;
  /** Empty for a loss without proxies. [M][D] */
  readonly proxyGradient: readonly Vector[];
}

interface EvaluationOptions {
  readonly mining?: MiningConfig;
  readonly blockRows?: number | undefined;
}

/** A loss for batches of up to eight classes. */
export function lossFor(
  config: LossConfig,
  { mining = { kind: 'all' }, blockRows, dimension }: EvaluationOptions & { dimension: number },
): Loss {
  const random = createRandom(1);
  return createLoss({ config, mining, classes: 8, dimension, random, blockRows });
}

export function evaluateLoss(
  { embeddings, labels, proxies = [] }: Batch,
  config: LossConfig,
  options: EvaluationOptions = {},
): Evaluation {
  const dimension = embeddings[0]?.length ?? 4;
  const loss = lossFor(config, { ...options, dimension });
  const samples = tf.variable(tf.tensor2d(embeddings.flat(), [labels.length, dimension]));
  const evaluation = tf.tidy(() => {
    const [weights] = loss.variables;
    if (weights !== undefined && proxies.length > 0) {
      const rows = weights.shape[0] as number;
      weights.assign(tf.tensor2d(proxies.slice(0, rows).flat(), [rows, dimension]));
    }
    const classes = tf.tensor1d([...labels], 'int32'); // [S]
    const { value, grads } = tf.variableGrads(
      () => loss.compute(samples as tf.Tensor2D, classes).loss,
      [samples, ...loss.variables],
    );
    const gradientOf = (variable: tf.Variable | undefined): number[][] =>
      variable === undefined ? [] : (grads[variable.name] as tf.Tensor2D).arraySync();
    return {
      loss: value.dataSync()[0] as number,
      activeShare: loss
        .compute(samples as tf.Tensor2D, classes)
        .activeShare.dataSync()[0] as number,
      gradient: gradientOf(samples),
      proxyGradient: gradientOf(weights),
    };
  });
  samples.dispose();
  loss.dispose();
  return evaluation;
}
