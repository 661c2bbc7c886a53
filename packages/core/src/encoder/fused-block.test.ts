/**
 * The fused block against its layers: the same network, once with the fused kernels and once
 * without them, from the same weights.
 */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { poolNormalizeRelu, selectBackend } from '../backend/index.js';
import { createRandom } from '../random/index.js';
import { convolutionalEncoder } from './convolutional.js';

interface Pass {
  readonly output: Float32Array;
  /** By the order of the weights. */
  readonly gradients: Float32Array[];
  readonly moving: Float32Array[];
}

async function pass(side: number, widths: number[]): Promise<Pass> {
  const pixels = layers.input({ shape: [side, side + 2, 3] });
  const config = { kind: 'convolutional', widths, embeddingDimension: 5 } as const;
  const outputs = convolutionalEncoder({ pixels, config, random: createRandom(3) });
  const model = layers.model({ inputs: pixels, outputs });
  const random = createRandom(4);
  // Gains and offsets of both signs, so that the relus cut.
  for (const weight of model.weights) {
    if (/gamma|beta/.test(weight.name)) {
      const drawn = Array.from({ length: weight.read().size }, () => random.normal());
      tf.tidy(() => void weight.write(tf.tensor1d(drawn)));
    }
  }
  const drawn = Float32Array.from({ length: 6 * side * (side + 2) * 3 }, () => random.normal());
  const batch = tf.tensor4d(drawn, [6, side, side + 2, 3]);
  const variables = model.trainableWeights.map((value) => value.read() as tf.Variable);
  let output: tf.Tensor | undefined;
  const before = tf.memory().numTensors;
  const { value, grads } = tf.variableGrads(() => {
    const embedding = model.apply(batch, { training: true }) as tf.Tensor;
    output = tf.keep(embedding.clone());
    return tf.sum(tf.square(tf.sub(embedding, 0.3)));
  }, variables);
  expect(tf.memory().numTensors - before).toBe(2 + variables.length);
  const numbers = (tensor: tf.Tensor | undefined) =>
    Float32Array.from((tensor as tf.Tensor).dataSync());
  const result = {
    output: numbers(output),
    gradients: variables.map(({ name }) => numbers(grads[name])),
    moving: model.nonTrainableWeights.map((weight) => numbers(weight.read())),
  };
  model.dispose();
  tf.dispose([batch, output as tf.Tensor, value, ...Object.values(grads)]);
  return result;
}

async function withoutFusing<Result>(work: () => Promise<Result>): Promise<Result> {
  const kernel = tf.getKernel(poolNormalizeRelu, 'wasm');
  tf.unregisterKernel(poolNormalizeRelu, 'wasm');
  try {
    return await work();
  } finally {
    tf.registerKernel(kernel);
  }
}

/** Largest difference as a share of the largest number. */
function apart(actual: Float32Array[], wanted: Float32Array[]): number {
  const shares = wanted.map((numbers, at) => {
    const other = actual[at] as Float32Array;
    const scale = Math.max(...numbers.map(Math.abs), 1e-6);
    return (
      Math.max(...numbers.map((value, index) => Math.abs(value - (other[index] as number)))) / scale
    );
  });
  return Math.max(...shares);
}

describe('the fused block', () => {
  beforeAll(() => selectBackend('wasm'));

  it.each([
    [16, [4, 8]],
    [13, [8, 4, 12]], // odd sides: a row and a column are left out
  ])('has the numbers and gradients of its layers: %i %j', async (side, widths) => {
    const fused = await pass(side, widths);
    const plain = await withoutFusing(() => pass(side, widths));
    expect(apart([fused.output], [plain.output])).toBeLessThan(1e-5);
    expect(apart(fused.moving, plain.moving)).toBeLessThan(1e-5);
    expect(apart(fused.gradients, plain.gradients)).toBeLessThan(1e-4);
  });

  it('leaves odd widths to the layers', async () => {
    const { output } = await pass(12, [5, 6]);
    expect(output.every(Number.isFinite)).toBe(true);
  });
});
