import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';
import type { Loss } from '../loss/index.js';
import type { ExampleBatch } from './example-batch.js';

export interface StepResult {
  readonly loss: number;
  readonly activeShare: number;
}

interface TrainingStepOptions {
  readonly network: LayersModel;
  readonly optimizer: tf.Optimizer;
  readonly loss: Loss;
  readonly batch: ExampleBatch;
}

/** One descent: changes the weights of network and loss; the batch is disposed. */
export async function trainingStep(options: TrainingStepOptions): Promise<StepResult> {
  const { network, optimizer, loss, batch } = options;
  let activeShare: tf.Scalar | undefined;
  const cost = tf.tidy(() => {
    const minimized = optimizer.minimize(
      () => {
        const [, shadow] = network.apply(batch.inputs, { training: true }) as tf.Tensor2D[];
        invariant(shadow !== undefined, 'a network gives an embedding and a shadow');
        const result = loss.compute(shadow /* [B, d] */, batch.labels);
        activeShare = tf.keep(result.activeShare);
        return result.loss;
      },
      true,
      [...trainableVariables(network), ...loss.variables],
    );
    invariant(minimized !== null, 'minimize returns the cost that it was asked for');
    return minimized;
  });
  invariant(activeShare !== undefined, 'minimize runs the loss once');
  const [lossValue] = await cost.data();
  const [activeValue] = await activeShare.data();
  tf.dispose([cost, activeShare, batch.inputs, batch.labels]);
  invariant(lossValue !== undefined && activeValue !== undefined, 'scalars hold one number');
  return { loss: lossValue, activeShare: activeValue };
}

/**
 * TensorFlow.js types what its layers train on as tensors; an optimizer needs the variables that
 * they are.
 */
function trainableVariables(network: LayersModel): tf.Variable[] {
  return network.trainableWeights.map((weight) => {
    const value = weight.read();
    invariant(value instanceof tf.Variable, 'trainable weights are variables');
    return value;
  });
}
