import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLoss } from '../loss/index.js';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { type BatchGradients, batchGradients, type TrainedNetwork } from './batch-gradients.js';
import type { ExampleBatch } from './example-batch.js';

beforeAll(async () => {
  await selectEngineBackend();
});

const count = 10;
const width = 6;

const loss = createLoss({
  config: { kind: 'shadow', margin: 0.5, normalize: true },
  mining: { kind: 'all' },
  classes: 3,
  dimension: 4,
  random: createRandom(3),
});

function drawnBatch(): ExampleBatch {
  const random = createRandom(1);
  const rows = Float32Array.from({ length: count * width }, () => random.normal());
  return {
    labels: Int32Array.from({ length: count }, (_, at) => at % 3),
    upload: (first, last) =>
      tf.tensor2d(rows.subarray(first * width, last * width), [last - first, width]),
  };
}

/** features [B, 6] -> embedding [B, 5] -> shadow [B, 4], the same weights for a seed. */
function network({ norm }: { readonly norm: boolean }): TrainedNetwork {
  const kernel = (seed: number) => layers.initializers.heNormal({ seed });
  const inputs = layers.input({ shape: [width] });
  const apply = (layer: layers.layers.Layer, to: layers.SymbolicTensor) =>
    layer.apply(to) as layers.SymbolicTensor;
  const { dense, batchNormalization, reLU } = layers.layers;
  const first = apply(dense({ units: 8, kernelInitializer: kernel(1) }), inputs);
  const hidden = apply(reLU(), norm ? apply(batchNormalization({ momentum: 0.9 }), first) : first);
  const embedding = apply(dense({ units: 5, kernelInitializer: kernel(2) }), hidden);
  const shadow = apply(dense({ units: 4, kernelInitializer: kernel(3) }), embedding);
  const model = layers.model({ inputs, outputs: [embedding, shadow] });
  const variables = (weights: layers.LayersModel['weights']) =>
    weights.map((weight) => weight.read() as tf.Variable);
  return {
    layers: model,
    trainable: variables(model.trainableWeights),
    statistics: variables(model.nonTrainableWeights),
    lossOutput: 1,
    normalization: 'batch',
  };
}

function run(net: TrainedNetwork, sliceSize: number): BatchGradients {
  return batchGradients({ network: net, loss, batch: drawnBatch(), sliceSize });
}

function release({ gradients, ...rest }: BatchGradients): void {
  tf.dispose([...Object.values(gradients), ...Object.values(rest)]);
}

function expectSame(actual: tf.Tensor | undefined, expected: tf.Tensor | undefined): void {
  expect(actual?.shape).toEqual(expected?.shape);
  const [a = [], b = []] = [actual?.dataSync(), expected?.dataSync()];
  const largest = Math.max(...[...b].map(Math.abs), 1e-3);
  a.forEach((value, at) => {
    expect(Math.abs(value - Number(b[at])) / largest).toBeLessThan(1e-5);
  });
}

describe('batchGradients', () => {
  it.each([2, 3, 4, 9])('gives the gradients of the whole batch in slices of %i', (sliceSize) => {
    const net = network({ norm: false });
    const whole = run(net, count);
    const sliced = run(net, sliceSize);
    expect(Object.keys(sliced.gradients).sort()).toEqual(Object.keys(whole.gradients).sort());
    for (const [name, gradient] of Object.entries(whole.gradients)) {
      expectSame(sliced.gradients[name], gradient);
    }
    expectSame(sliced.loss, whole.loss);
    expectSame(sliced.activeShare, whole.activeShare);
    expectSame(sliced.vectors, whole.vectors);
    expect(whole.loss.dataSync()[0]).toBeGreaterThan(0);
    release(whole);
    release(sliced);
    net.layers.dispose();
  });

  it('takes the statistics of a normalization by slice, and moves them once a step', () => {
    const net = network({ norm: true });
    const again = network({ norm: true });
    const batch = drawnBatch();
    const sliced = run(net, 5);
    // The oracle: both slices in one gradient, each normalized by itself.
    const oracle = tf.variableGrads(() => {
      const parts = [0, 5].map((first) => {
        const outputs = again.layers.apply(batch.upload(first, first + 5), { training: true });
        return (outputs as tf.Tensor2D[])[1] as tf.Tensor2D;
      });
      return loss.compute(tf.concat2d(parts, 0), tf.tensor1d(batch.labels, 'int32')).loss;
    }, [...again.trainable]);
    net.trainable.forEach(({ name }, at) => {
      expectSame(sliced.gradients[name], oracle.grads[again.trainable[at]?.name ?? '']);
    });
    net.statistics.forEach((statistic, at) => {
      expectSame(statistic, again.statistics[at]);
    });
    const whole = run(network({ norm: true }), count);
    expect(sliced.loss.dataSync()[0]).not.toBeCloseTo(whole.loss.dataSync()[0] as number, 4);
  });

  it('leaves nothing behind', () => {
    const net = network({ norm: true });
    const before = tf.memory().numTensors;
    for (const sliceSize of [4, count]) {
      release(run(net, sliceSize));
      expect(tf.memory().numTensors).toBe(before);
    }
    net.layers.dispose();
  });

  it('keeps the activations of one slice at a time', async () => {
    const net = network({ norm: false });
    const peak = async (sliceSize: number): Promise<number> => {
      const { peakBytes } = await tf.profile(() => {
        const result = run(net, sliceSize);
        release(result);
        return tf.scalar(0);
      });
      return peakBytes;
    };
    expect(await peak(2)).toBeLessThan(await peak(count));
    net.layers.dispose();
  });
});
