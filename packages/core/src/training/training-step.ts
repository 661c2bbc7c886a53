import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../errors/index.js';
import { learningRate } from '../optimizer/index.js';
import { batchGradients } from './batch-gradients.js';
import type { TrainingRun } from './training-run.js';
import { isLook, spreadOf } from './training-watch.js';

export interface StepResult {
  readonly loss: number;
  readonly activeShare: number;
  /** How far the batch's vectors are spread, 0..1; null where nobody looked. */
  readonly spread: number | null;
}

/** One descent: changes the weights of network and loss. Reads two numbers back, at its end. */
export async function trainingStep(run: TrainingRun, step: number): Promise<StepResult> {
  const { config, network, loss, sliceSize } = run;
  const batch = await run.batches.take(step);
  const result = batchGradients({ network, loss, batch, sliceSize });
  const { schedule } = config;
  const peak = config.optimizer.learningRate;
  const { steps, stepsPerEpoch } = run;
  const rate = learningRate({ schedule, peak, step, steps, stepsPerEpoch });
  run.optimizer.apply(result.gradients, rate);
  run.average?.update();

  const told = tf.tidy(() => tf.stack([result.loss, result.activeShare]));
  try {
    const [lossValue, activeShare] = await told.data();
    invariant(lossValue !== undefined && activeShare !== undefined, 'two scalars are two numbers');
    const { vectors } = result;
    const spread = isLook(step)
      ? spreadOf(await vectors.data<'float32'>(), vectors.shape[1])
      : null;
    return { loss: lossValue, activeShare, spread };
  } finally {
    const { gradients, vectors } = result;
    tf.dispose([told, result.loss, result.activeShare, vectors, ...Object.values(gradients)]);
  }
}
