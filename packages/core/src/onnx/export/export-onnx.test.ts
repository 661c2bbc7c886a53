/**
 * Networks of every layer that can be exported, computed by TensorFlow.js and, as ONNX, by ONNX
 * Runtime: both must say the same. Sizes are odd and kernels uneven, so that padding shows.
 */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { backboneHead } from '../../encoder/index.js';
import { createRandom } from '../../random/index.js';
import { selectEngineBackend } from '../../testing/index.js';
import { openOnnxModel } from '../runtime/open-onnx-model.js';
import { exportOnnx } from './export-onnx.js';

const l = layers.layers;
const [height, width, channels] = [9, 12, 3];
const tolerance = 1e-4;

beforeAll(async () => {
  await selectEngineBackend();
});

type Layers = readonly layers.layers.Layer[];

function chain(input: layers.SymbolicTensor, steps: Layers): layers.SymbolicTensor {
  return steps.reduce((tensor, step) => step.apply(tensor) as layers.SymbolicTensor, input);
}

function onPictures(steps: Layers, size: readonly (number | null)[] = [height, width]) {
  const inputs = layers.input({ shape: [...size, channels] });
  return layers.model({ inputs, outputs: chain(inputs, steps) });
}

/** Weights that no layer's start has: averages and slopes too, and variances above 0. */
function shakeWeights(network: layers.LayersModel, seed = 1): void {
  const random = createRandom(seed);
  for (const layer of network.layers) {
    const weights = layer.getWeights().map((weight) => {
      const values = Float32Array.from({ length: weight.size }, () => random.next() + 0.05);
      return tf.tensor(
        layer.getClassName() === 'Conv2D' ? values.map((v) => v - 0.5) : values,
        weight.shape,
      );
    });
    layer.setWeights(weights);
    tf.dispose(weights);
  }
}

interface Compared {
  readonly expected: Float32Array;
  readonly received: Float32Array;
}

async function compare(network: layers.LayersModel, count = 3): Promise<Compared> {
  const random = createRandom(2);
  const values = Float32Array.from(
    { length: count * height * width * channels },
    () => random.next() * 2 - 1,
  );
  const output = network.predict(
    tf.tensor4d(values, [count, height, width, channels]),
  ) as tf.Tensor;
  const bytes = await exportOnnx({
    network,
    name: 'test',
    input: { name: 'x', type: 'float32' },
    outputs: [{ name: 'y' }],
  });
  const model = await openOnnxModel(bytes);
  const { y } = await model.run({ values, count, height, width });
  const expected = (await output.data()) as Float32Array;
  expect(y?.shape).toEqual(output.shape);
  tf.dispose(output);
  network.dispose();
  await model.dispose();
  return { expected, received: y?.values ?? new Float32Array() };
}

function expectEqual({ expected, received }: Compared): void {
  const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 1);
  const difference = expected.reduce(
    (max, value, at) => Math.max(max, Math.abs(value - (received[at] ?? Number.NaN))),
    0,
  );
  expect(difference).toBeLessThan(tolerance * largest);
  // Values that are all alike would agree by chance.
  expect(new Set(expected).size).toBeGreaterThan(2);
}

const chains: Record<string, () => Layers> = {
  'convolution, same, strided': () => [
    l.conv2d({ filters: 5, kernelSize: [3, 4], strides: 2, padding: 'same', activation: 'relu6' }),
  ],
  'convolution, valid, dilated, no bias': () => [
    l.conv2d({ filters: 4, kernelSize: 2, dilationRate: 3, useBias: false, activation: 'elu' }),
  ],
  'convolution, same, dilated': () => [
    l.conv2d({ filters: 4, kernelSize: 3, dilationRate: 2, padding: 'same', activation: 'selu' }),
  ],
  'depthwise convolution': () => [
    l.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, strides: 2, padding: 'same' }),
    l.activation({ activation: 'tanh' }),
  ],
  'separable convolution': () => [
    l.separableConv2d({ filters: 4, kernelSize: 3, depthMultiplier: 2, activation: 'softplus' }),
  ],
  'max pooling, batch norm, relu': () => [
    l.maxPooling2d({ poolSize: 2 }),
    l.batchNormalization({}),
    l.reLU(),
  ],
  'average pooling, same': () => [
    l.averagePooling2d({ poolSize: [3, 2], strides: 2, padding: 'same' }),
    l.batchNormalization({ scale: false }),
    l.reLU({ maxValue: 1.5 }),
  ],
  'zero padding, global max': () => [
    l.zeroPadding2d({
      padding: [
        [1, 2],
        [0, 3],
      ],
    }),
    l.conv2d({ filters: 6, kernelSize: 3, activation: 'hardSigmoid' }),
    l.globalMaxPooling2d({}),
    l.batchNormalization({ center: false }),
  ],
  'global average, dense': () => [
    l.conv2d({ filters: 6, kernelSize: 3, padding: 'same', activation: 'swish' }),
    l.dropout({ rate: 0.5 }),
    l.globalAveragePooling2d({}),
    l.dense({ units: 7, activation: 'softmax' }),
    l.dense({ units: 5, useBias: false, activation: 'gelu' }),
  ],
  'flatten keeps the order of pictures': () => [
    l.conv2d({ filters: 2, kernelSize: 3 }),
    l.leakyReLU({ alpha: 0.2 }),
    l.flatten(),
    l.dense({ units: 3, activation: 'sigmoid' }),
  ],
  'reshape and permute': () => [
    l.conv2d({ filters: 2, kernelSize: 2 }),
    l.reshape({ targetShape: [11, -1] }),
    l.permute({ dims: [2, 1] }),
    l.dense({ units: 4, activation: 'softsign' }),
  ],
  'dense on pictures, softmax of channels': () => [
    l.conv2d({ filters: 3, kernelSize: 2 }),
    l.softmax({ axis: -1 }),
    l.dense({ units: 4 }),
    l.prelu({ sharedAxes: [1, 2] }),
  ],
};

describe('exportOnnx', () => {
  it.each(Object.entries(chains))('%s', async (_, steps) => {
    const network = onPictures(steps());
    shakeWeights(network);
    expectEqual(await compare(network));
  });

  it('takes pictures of any size', async () => {
    const network = onPictures(
      [
        l.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same' }),
        l.maxPooling2d({ poolSize: 2, padding: 'same' }),
        l.depthwiseConv2d({ kernelSize: 3, padding: 'same' }),
        l.globalAveragePooling2d({}),
      ],
      [null, null],
    );
    expectEqual(await compare(network));
  });

  it('follows branches, shared layers and inner networks', async () => {
    const inputs = layers.input({ shape: [height, width, channels] });
    const shared = l.conv2d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' });
    const inner = onPictures([l.conv2d({ filters: 4, kernelSize: 1 }), l.batchNormalization({})]);
    const a = shared.apply(inputs) as layers.SymbolicTensor;
    const b = shared.apply(l.rescaling({ scale: -2, offset: 0.5 }).apply(inputs)) as typeof a;
    const c = inner.apply(inputs) as typeof a;
    const sum = l.add().apply([a, b, c]) as typeof a;
    const merged = [
      sum,
      l.multiply().apply([a, c]),
      l.average().apply([a, b, c]),
      l.maximum().apply([a, b]),
      l.minimum().apply([c, b]),
    ] as (typeof a)[];
    const outputs = l.concatenate({}).apply(merged) as typeof a;
    const network = layers.model({ inputs, outputs });
    shakeWeights(network);
    expectEqual(await compare(network));
  });

  it('writes the head of a backbone', async () => {
    const inputs = layers.input({ shape: [height, width, channels] });
    const outputs = backboneHead({
      features: l.globalAveragePooling2d({}).apply(inputs) as layers.SymbolicTensor,
      config: {
        kind: 'backbone',
        backbone: '0'.repeat(64),
        head: { kind: 'mlp', hidden: 5 },
        embeddingDimension: 4,
      },
      statistics: {
        mean: Float32Array.of(0.1, -0.2, 0.3),
        deviation: Float32Array.of(0.5, 2, 1),
      },
      random: createRandom(5),
    });
    expectEqual(await compare(layers.model({ inputs, outputs })));
  });

  it('brings rows to length 1, rows of zeros too', async () => {
    const inputs = layers.input({ shape: [height, width, channels] });
    const outputs = l.globalAveragePooling2d({}).apply(inputs) as layers.SymbolicTensor;
    const network = layers.model({ inputs, outputs });
    const bytes = await exportOnnx({
      network,
      name: 'test',
      input: { name: 'pixels', type: 'uint8' },
      outputs: [{ name: 'shadow', unitLength: true }],
    });
    const model = await openOnnxModel(bytes);
    expect(model.input).toMatchObject({ name: 'pixels', type: 'uint8', layout: 'channelsLast' });
    const values = new Uint8Array(2 * height * width * channels);
    values.fill(3, values.length / 2);
    const { shadow } = await model.run({ values, count: 2, height, width });
    const equal = 1 / Math.sqrt(3);
    for (const value of shadow?.values ?? []) {
      expect(value).toBeCloseTo(equal, 6);
    }
    expect(shadow?.values).toHaveLength(6);
    network.dispose();
    await model.dispose();
  });

  it.each([
    [l.upSampling2d({ size: [2, 2] }), /"up" \(UpSampling2D\).*only Activation/],
    [
      l.conv2d({ name: 'first', filters: 2, kernelSize: 1, dataFormat: 'channelsFirst' }),
      /"first".*channelsFirst/,
    ],
    [l.activation({ name: 'odd', activation: 'gelu_new' }), /"odd" \(Activation\).*"gelu_new"/],
  ])('names the layer that it cannot write', async (layer, message) => {
    layer.name = layer.getClassName() === 'UpSampling2D' ? 'up' : layer.name;
    const network = onPictures([layer]);
    await expect(compare(network)).rejects.toMatchObject({
      code: 'model_unsupported',
      message: expect.stringMatching(message),
    });
    network.dispose();
  });
});
