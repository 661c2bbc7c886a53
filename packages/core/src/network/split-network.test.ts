/** Both halves, one after the other, must compute what the whole computes. */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngineBackend } from '../testing/index.js';
import { regrow } from './regrow.js';
import { countBlocks, splitNetwork } from './split-network.js';

const l = layers.layers;
const side = 8;
type Tensor = layers.SymbolicTensor;

beforeAll(async () => {
  await selectEngineBackend();
});

/** Conv, depthwise + pointwise, a residual block of two, and a head with two outputs. */
function residual(): layers.LayersModel {
  const inputs = layers.input({ shape: [side, side, 3] });
  const call = (layer: layers.layers.Layer, input: Tensor | Tensor[]) =>
    layer.apply(input) as Tensor;
  const conv = (name: string) =>
    l.conv2d({ name, filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' });
  let map = call(conv('first'), inputs);
  map = call(l.batchNormalization({}), map);
  map = call(l.depthwiseConv2d({ name: 'deep', kernelSize: 3, padding: 'same' }), map);
  map = call(l.reLU(), map);
  map = call(l.conv2d({ name: 'point', filters: 4, kernelSize: 1 }), map);
  const branch = call(conv('third'), call(conv('second'), map));
  map = call(l.add(), [map, branch]);
  const embedding = call(l.dense({ units: 3 }), call(l.globalAveragePooling2d({}), map));
  const shadow = call(l.dense({ units: 2 }), embedding);
  return layers.model({ inputs, outputs: [embedding, shadow] });
}

async function outputs(of: layers.LayersModel, inputs: tf.Tensor): Promise<number[][]> {
  const tensors = of.predict(inputs) as tf.Tensor[];
  const values = await Promise.all(tensors.map(async (tensor) => [...(await tensor.data())]));
  tf.dispose(tensors);
  return values;
}

describe('splitNetwork', () => {
  it.each([
    // asked for, got, parameters that are trained
    [0, 0, 'dense'],
    [1, 2, 'second'],
    [2, 2, 'second'],
    [3, 3, 'deep'],
    [4, 4, 'first'],
    [9, 4, 'first'],
  ])('%i blocks', async (blocks, expected, firstLayer) => {
    const whole = residual();
    expect(countBlocks(whole)).toBe(4);
    const split = splitNetwork(whole, blocks);
    expect(split.blocks).toBe(expected);
    const trained = split.trained.layers.map(({ name }) => name);
    expect(trained.find((name) => !/^(rows|reshape|global)/.test(name))).toMatch(
      new RegExp(`^${firstLayer}`),
    );
    const images = tf.randomUniform([2, side, side, 3], -1, 1, 'float32', 7);
    const rows = split.frozen.predict(images) as tf.Tensor;
    expect(await outputs(split.trained, rows)).toEqual(await outputs(whole, images));
    tf.dispose([images, rows]);
    whole.dispose();
  });

  it('shares the weights with the whole network', async () => {
    const whole = residual();
    const { trained } = splitNetwork(whole, 1);
    const images = tf.ones([1, side, side, 3]);
    const before = await outputs(whole, images);
    const layer = trained.getLayer('third');
    const weights = layer.getWeights().map((weight) => tf.onesLike(weight));
    layer.setWeights(weights);
    expect(await outputs(whole, images)).not.toEqual(before);
    tf.dispose([images, ...weights]);
    whole.dispose();
  });
});

it('regrows a network within a network as a flat one', async () => {
  const inner = residual();
  const pixels = layers.input({ shape: [side, side, 3] });
  const scaled = l.rescaling({ scale: 0.5, offset: 1 }).apply(pixels) as Tensor;
  const nested = layers.model({ inputs: pixels, outputs: inner.apply(scaled) as Tensor[] });
  const inputs = layers.input({ shape: [side, side, 3] });
  const flat = layers.model({
    inputs,
    outputs: regrow(nested.outputs, new Map([[(nested.inputs[0] as Tensor).id, inputs]])),
  });
  expect(flat.layers.length).toBeGreaterThan(8);
  const images = tf.randomUniform([2, side, side, 3], 0, 1, 'float32', 3);
  expect(await outputs(flat, images)).toEqual(await outputs(nested, images));
  images.dispose();
  inner.dispose();
});
