/**
 * An oracle that needs no second backend: where an operation is linear in its input, f(x) = <x,
 * grad f> for the gradient at any point. Catches what two backends get wrong alike, as the stock
 * kernels do with the average pool.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { isHere } from '../testing/index.js';
import { selectBackend } from './select-backend.js';

const shape: [number, number, number, number] = [2, 7, 6, 3];

const linear: [name: string, operation: (x: tf.Tensor4D) => tf.Tensor][] = [
  ...(['same', 'valid'] as const).flatMap((pad) =>
    ([1, 2, 3] as const).map((strides): (typeof linear)[number] => [
      `average pool ${pad} ${strides}`,
      (x) => tf.avgPool(x, 3, strides, pad),
    ]),
  ),
  [
    'convolution',
    (x) => tf.conv2d(x, tf.randomUniform([3, 2, 3, 4], -1, 1, 'float32', 3), 2, 'same'),
  ],
  ['gather', (x) => tf.gather(x, tf.tensor1d([1, 1, 0, 1], 'int32'))],
  ['mean', (x) => tf.mean(x, [0, 1])],
  ['tile', (x) => tf.tile(x, [2, 1, 1, 2])],
];

describe.each((['cpu', 'wasm', 'tensorflow'] as const).filter(isHere))(
  'on %s the gradient is the adjoint',
  (backend) => {
    beforeAll(() => selectBackend(backend));

    it.each(linear)('%s', (_, operation) => {
      tf.tidy(() => {
        const x = tf.randomUniform(shape, -1, 1, 'float32', 1);
        const { value, grad } = tf.valueAndGrad((input: tf.Tensor) => {
          const output = operation(input as tf.Tensor4D);
          return tf.sum(tf.mul(output, tf.randomUniform(output.shape, -1, 1, 'float32', 2)));
        })(x);
        const product = tf.sum(tf.mul(x, grad)).dataSync()[0] as number;
        expect(product).toBeCloseTo(value.dataSync()[0] as number, 3);
        expect(Math.abs(product)).toBeGreaterThan(0.01);
      });
    });
  },
);
