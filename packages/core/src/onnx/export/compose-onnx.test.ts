/**
 * Models made of a backbone and a head, against the same computed one after the other. The backbone
 * is a network of layers, written once as Umbra writes pictures (channels last) and once as PyTorch
 * does (channels first).
 */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../random/index.js';
import { selectEngineBackend } from '../../testing/index.js';
import { openOnnxModel } from '../runtime/open-onnx-model.js';
import { composeOnnx, type OnnxBackbone } from './compose-onnx.js';
import { exportOnnx } from './export-onnx.js';
import { createGraph, type GraphPort } from './graph.js';

const l = layers.layers;
const [height, width] = [6, 5];
const count = 3;
const random = createRandom(1);
const pixels = Uint8Array.from({ length: count * height * width * 3 }, () => random.below(256));
const about = { name: 'test' };
const scale = { mean: [10, 20, 30], deviation: [2, 3, 4] };

beforeAll(async () => {
  await selectEngineBackend();
});

function network(): layers.LayersModel {
  const inputs = layers.input({ shape: [height, width, 3] });
  const convolution = l.conv2d({ filters: 4, kernelSize: 2, activation: 'relu' });
  return layers.model({ inputs, outputs: convolution.apply(inputs) as layers.SymbolicTensor });
}

function head(features: number): layers.LayersModel {
  const inputs = layers.input({ shape: [features] });
  const embedding = l.dense({ units: 5 }).apply(inputs) as layers.SymbolicTensor;
  const shadow = l.dense({ units: 2, useBias: false }).apply(embedding) as layers.SymbolicTensor;
  return layers.model({ inputs, outputs: [embedding, shadow] });
}

async function channelsLast(of: layers.LayersModel): Promise<Uint8Array> {
  // The names are those of the composed model, which must not mind.
  const input = { name: 'pixels', type: 'float32' } as const;
  return exportOnnx({ ...about, network: of, input, outputs: [{ name: 'embedding' }] });
}

/** The same with the axes of PyTorch, by turning them round outside. */
async function channelsFirst(of: layers.LayersModel): Promise<Uint8Array> {
  const [kernel, bias] = of.getWeights() as [tf.Tensor4D, tf.Tensor1D];
  const turned = tf.transpose(kernel, [3, 2, 0, 1]);
  const graph = createGraph();
  const port = (name: string, shape: GraphPort['shape']): GraphPort => {
    return { name, type: 'float32', shape };
  };
  graph.addInput(port('images', ['n', 3, height, width]));
  const weights = graph.constant((await turned.data()) as Float32Array, turned.shape);
  const biases = graph.constant((await bias.data()) as Float32Array, bias.shape);
  const sums = graph.node('Conv', { inputs: ['images', weights, biases] });
  graph.node('Relu', { inputs: [sums], output: 'map' });
  graph.addOutput(port('map', ['n', 4, height - 1, width - 1]));
  turned.dispose();
  return graph.toBytes(about);
}

/** [count, F] and what a head makes of it. */
async function expected(
  backbone: layers.LayersModel,
  { pooling, top }: { pooling: OnnxBackbone['pooling']; top?: layers.LayersModel },
): Promise<number[][][]> {
  const tensors = tf.tidy(() => {
    const images = tf.tensor4d(Float32Array.from(pixels), [count, height, width, 3]);
    const scaled = tf.div(tf.sub(images, scale.mean), scale.deviation);
    const map = backbone.predict(scaled) as tf.Tensor4D;
    const features =
      pooling === 'average' ? tf.mean<tf.Tensor2D>(map, [1, 2]) : tf.reshape(map, [count, -1]);
    if (top === undefined) {
      return [features];
    }
    const [embedding, shadow] = top.predict(features) as [tf.Tensor2D, tf.Tensor2D];
    return [embedding, tf.div(shadow, tf.norm(shadow, 2, 1, true))];
  });
  const arrays = await Promise.all(tensors.map((tensor) => tensor.array() as Promise<number[][]>));
  tf.dispose(tensors);
  return arrays;
}

async function run(bytes: Uint8Array): Promise<Record<string, Float32Array>> {
  const model = await openOnnxModel(bytes);
  expect(model.input).toMatchObject({ name: 'pixels', type: 'uint8', channels: 3, batch: null });
  const outputs = await model.run({ values: pixels, count, height, width });
  await model.dispose();
  return Object.fromEntries(Object.entries(outputs).map(([name, { values }]) => [name, values]));
}

function expectClose(received: Float32Array | undefined, rows: number[][] | undefined): void {
  const values = rows?.flat() ?? [];
  expect(received).toHaveLength(values.length);
  values.forEach((value, at) => {
    expect(Math.abs(value - (received?.[at] ?? Number.NaN))).toBeLessThan(1e-4);
  });
}

describe.each([
  ['channels last', channelsLast],
  ['channels first', channelsFirst],
])('composeOnnx on a backbone of %s', (_, write) => {
  it.each(['average', 'none'] as const)('gives features, pooling %s', async (pooling) => {
    const backbone = network();
    const bytes = await write(backbone);
    const composed = await composeOnnx({
      ...about,
      backbone: { bytes, output: null, pooling, ...scale },
      size: { height, width },
    });
    const [features] = await expected(backbone, { pooling });
    expectClose((await run(composed))['features'], features);
    backbone.dispose();
  });

  it('gives what the head makes of them, and can be a backbone again', async () => {
    const backbone = network();
    const top = head(4);
    const outputs = [{ name: 'embedding' }, { name: 'shadow', unitLength: true }];
    const first = await composeOnnx({
      ...about,
      backbone: { bytes: await write(backbone), output: null, pooling: 'average', ...scale },
      size: { height, width },
      head: { network: top, outputs },
    });
    const [embedding, shadow] = await expected(backbone, { pooling: 'average', top });
    const once = await run(first);
    expectClose(once['embedding'], embedding);
    expectClose(once['shadow'], shadow);

    const second = await composeOnnx({
      ...about,
      backbone: { bytes: first, output: 'shadow', pooling: 'none', mean: [0], deviation: [1] },
      size: { height, width },
    });
    expectClose((await run(second))['features'], shadow);
    backbone.dispose();
    top.dispose();
  });
});

describe('composeOnnx refuses', () => {
  const compose = async (changes: Partial<OnnxBackbone>) => {
    const backbone = network();
    const bytes = await channelsLast(backbone);
    backbone.dispose();
    const use = { bytes, output: null, pooling: 'average' as const, ...scale, ...changes };
    return composeOnnx({ ...about, backbone: use, size: { height, width } });
  };

  it.each([
    ['an output that is not there', { output: 'logits' }, /no output "logits".*"embedding"/],
    ['what is no model', { bytes: new Uint8Array(10) }, /not an ONNX model/],
  ])('%s', async (_, changes, message) => {
    await expect(compose(changes)).rejects.toMatchObject({
      code: 'model_unsupported',
      message: expect.stringMatching(message),
    });
  });
});
