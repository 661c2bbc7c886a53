/**
 * One case of each operation that encoders and losses are made of: what `checkGradients` tries on a
 * machine that we have never seen. The tests beside this file try hundreds of shapes.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { GradientCase } from './gradient-agreement.js';

const as4D = (tensor: tf.Tensor | undefined): tf.Tensor4D => tensor as tf.Tensor4D;

const picture = [2, 9, 8, 3];

export const gradientCases: readonly GradientCase[] = [
  ...([1, 2] as const).flatMap((strides) =>
    ([1, 3] as const).map(
      (side): GradientCase => ({
        name: `convolution ${side} x ${side}, stride ${strides}`,
        shapes: [picture, [side, side, 3, 5]],
        compute: (x, filter) => tf.conv2d(as4D(x), as4D(filter), strides, 'same'),
      }),
    ),
  ),
  {
    name: 'convolution with explicit pads',
    shapes: [picture, [3, 3, 3, 4]],
    compute: (x, filter) => tf.conv2d(as4D(x), as4D(filter), 2, 1, 'NHWC', 1, 'floor'),
  },
  {
    name: 'depthwise convolution',
    shapes: [picture, [3, 3, 3, 1]],
    compute: (x, filter) => tf.depthwiseConv2d(as4D(x), as4D(filter), 2, 'same'),
  },
  {
    name: 'max pool of negative numbers',
    shapes: [picture],
    compute: (x) => tf.maxPool(as4D(tf.sub(x as tf.Tensor, 5)), 2, 2, 'same'),
  },
  {
    name: 'average pool',
    shapes: [picture],
    compute: (x) => tf.avgPool(as4D(x), 3, 2, 'same'),
  },
  {
    name: 'global average',
    shapes: [picture],
    compute: (x) => tf.mean(x as tf.Tensor, [1, 2]),
  },
  ...[false, true].map(
    (transposed): GradientCase => ({
      name: transposed ? 'product with a transposed matrix' : 'product of matrices',
      shapes: [[17, 40], transposed ? [12, 40] : [40, 12]],
      compute: (a, b) => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D, false, transposed),
    }),
  ),
  {
    name: 'gather of rows that repeat',
    shapes: [[6, 7]],
    compute: (x) => tf.gather(x as tf.Tensor, tf.tensor1d([5, 0, 0, 3, 0], 'int32')),
  },
  {
    name: 'batch normalization',
    shapes: [picture, [3], [3]],
    compute: (x, scale, offset) => {
      const { mean, variance } = tf.moments(x as tf.Tensor, [0, 1, 2]);
      const [m, v] = [mean as tf.Tensor1D, variance as tf.Tensor1D];
      return tf.batchNorm(as4D(x), m, v, offset as tf.Tensor1D, scale as tf.Tensor1D);
    },
  },
  {
    name: 'unit length',
    shapes: [[6, 9]],
    compute: (x) => {
      const squares = tf.sum(tf.square(x as tf.Tensor), -1, true);
      return tf.div(x as tf.Tensor, tf.sqrt(tf.add(squares, 1e-12)));
    },
  },
  ...Object.entries({
    relu: tf.relu,
    relu6: tf.relu6,
    sigmoid: tf.sigmoid,
    'log of softmax': tf.logSoftmax,
    exponential: tf.exp,
  }).map(
    ([name, operation]): GradientCase => ({
      name,
      shapes: [[6, 9]],
      compute: (x) => operation(x as tf.Tensor),
    }),
  ),
];
