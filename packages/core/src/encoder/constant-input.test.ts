import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { onConstantInput } from './constant-input.js';
import { seededKernel } from './seeded-kernel.js';

beforeAll(async () => {
  await selectEngineBackend();
});

interface Pass {
  /** Output, and the gradients of kernel and bias. */
  readonly numbers: number[];
  /** Products of matrices, forward and backward. */
  readonly products: number;
}

async function pass(activation: 'linear' | 'relu', constant: boolean): Promise<Pass> {
  const kernelInitializer = seededKernel(createRandom(1));
  const layer = layers.layers.dense({ units: 3, activation, kernelInitializer });
  if (constant) {
    onConstantInput(layer, activation);
  }
  const inputs = layers.input({ shape: [5] });
  const outputs = layer.apply(inputs) as layers.SymbolicTensor;
  const model = layers.model({ inputs, outputs });
  const features = tf.randomNormal([4, 5], 0, 1, 'float32', 2);
  let numbers: number[] = [];
  const { kernels } = await tf.profile(() =>
    tf.tidy(() => {
      const apply = () => model.apply(features, { training: true }) as tf.Tensor;
      const { grads } = tf.variableGrads(() => tf.sum(tf.square(apply())));
      numbers = [apply(), ...Object.values(grads)].flatMap((tensor) => [...tensor.dataSync()]);
      return tf.scalar(0);
    }),
  );
  model.dispose();
  features.dispose();
  const products = kernels.filter(({ name }) => /MatMul/.test(name)).length;
  return { numbers, products };
}

it.each(['linear', 'relu'] as const)(
  'has the numbers of a dense layer (%s) without a product for the gradient by its input',
  async (activation) => {
    const plain = await pass(activation, false);
    const constant = await pass(activation, true);
    expect(constant.numbers).toHaveLength(4 * 3 + 5 * 3 + 3);
    constant.numbers.forEach((value, at) => {
      expect(value).toBeCloseTo(plain.numbers[at] as number, 5);
    });
    expect(constant.products).toBeLessThan(plain.products);
  },
);
