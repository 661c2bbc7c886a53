/**
 * Everything but convolutions and pools: wasm and native TensorFlow against cpu (see
 * `gradient-agreement.ts`).
 */
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { isHere } from '../testing/index.js';
import { compareBackends, type GradientCase } from './gradient-agreement.js';

const as4D = (tensor: tf.Tensor | undefined): tf.Tensor4D => tensor as tf.Tensor4D;
const as2D = (tensor: tf.Tensor | undefined): tf.Tensor2D => tensor as tf.Tensor2D;

function* matrixCases(): Generator<GradientCase> {
  for (const transposeA of [false, true]) {
    for (const transposeB of [false, true]) {
      for (const [rows = 0, inner = 0, columns = 0] of [
        [5, 7, 3],
        [64, 100, 50],
      ]) {
        const a = transposeA ? [inner, rows] : [rows, inner];
        const b = transposeB ? [columns, inner] : [inner, columns];
        const name = `${rows},${inner},${columns} ${transposeA} ${transposeB}`;
        yield {
          name: `matmul ${name}`,
          shapes: [a, b],
          compute: (x, y) => tf.matMul(as2D(x), as2D(y), transposeA, transposeB),
        };
        yield {
          name: `batched matmul ${name}`,
          shapes: [
            [2, ...a],
            [2, ...b],
          ],
          compute: (x, y) => tf.matMul(as2D(x), as2D(y), transposeA, transposeB),
        };
        for (const activation of ['linear', 'relu'] as const) {
          yield {
            name: `fused matmul ${activation} ${name}`,
            shapes: [a, b, [columns]],
            compute: (x, y, bias) =>
              tf.fused.matMul({
                a: as2D(x),
                b: as2D(y),
                transposeA,
                transposeB,
                bias: bias as tf.Tensor,
                activation,
              }),
          };
        }
      }
    }
  }
}

function* gatherCases(): Generator<GradientCase> {
  const rows = () => tf.tensor1d([0, 3, 3, 8, 1, 3], 'int32');
  const shapes = [[9, 6]];
  yield { name: 'gather', shapes, compute: (x) => tf.gather(x as tf.Tensor, rows()) };
  yield {
    name: 'gather by a matrix',
    shapes,
    compute: (x) => tf.gather(x as tf.Tensor, tf.reshape(rows(), [2, 3])),
  };
  yield {
    name: 'gather columns',
    shapes: [[4, 9, 3]],
    compute: (x) => tf.gather(x as tf.Tensor, rows(), 1),
  };
  for (const [begin, size] of [
    [2, 5],
    [
      [3, 0],
      [4, 6],
    ],
    [
      [0, 1],
      [9, 3],
    ],
  ]) {
    yield {
      name: `slice ${begin} ${size}`,
      shapes,
      compute: (x) => tf.slice(x as tf.Tensor, begin as number, size as number),
    };
  }
  for (const axis of [0, 1]) {
    yield {
      name: `split along ${axis}`,
      shapes: [[6, 6]],
      compute: (x) => tf.split(x as tf.Tensor, [1, 3, 2], axis)[1] as tf.Tensor,
    };
  }
}

function* layerCases(): Generator<GradientCase> {
  for (const shape of [
    [6, 5, 5, 7],
    [16, 7],
  ]) {
    yield {
      name: `batch normalization ${shape}`,
      shapes: [shape, [7], [7]],
      tolerance: 1e-4, // through a variance: more roundings
      compute: (x, scale, offset) => {
        const { mean, variance } = tf.moments(
          x as tf.Tensor,
          shape.slice(1).map((_, axis) => axis),
        );
        const [m, v] = [mean as tf.Tensor1D, variance as tf.Tensor1D];
        return tf.batchNorm(x as tf.Tensor, m, v, offset as tf.Tensor1D, scale as tf.Tensor1D);
      },
    };
  }
  for (const activation of ['linear', 'relu', 'elu', 'sigmoid'] as const) {
    yield {
      name: `fused convolution ${activation}`,
      shapes: [[3, 8, 8, 3], [3, 3, 3, 5], [5]],
      compute: (x, filter, bias) =>
        tf.fused.conv2d({
          x: as4D(x),
          filter: as4D(filter),
          strides: 1,
          pad: 'same',
          bias: bias as tf.Tensor,
          activation,
        }),
    };
  }
  yield {
    name: 'prelu',
    shapes: [[4, 5, 3], [3]],
    compute: (x, alpha) => tf.prelu(x as tf.Tensor, alpha as tf.Tensor),
  };
  for (const reps of [
    [3, 1, 1, 1],
    [3, 2, 1, 1],
    [1, 1, 4, 2],
    [2, 1, 1, 3],
  ]) {
    yield {
      name: `tile ${reps}`,
      shapes: [[1, 1, 5, 3]],
      compute: (x) => tf.tile(x as tf.Tensor, reps),
    };
  }
  yield {
    name: 'global average pool',
    shapes: [[4, 7, 7, 6]],
    compute: (x) => tf.mean(x as tf.Tensor, [1, 2]),
  };
  yield {
    name: 'l2 normalization',
    shapes: [[6, 9]],
    compute: (x) => {
      const vectors = x as tf.Tensor;
      return tf.div(vectors, tf.sqrt(tf.add(tf.sum(tf.square(vectors), -1, true), 1e-12)));
    },
  };
}

function* reductionCases(): Generator<GradientCase> {
  const axes = [[0], [1], [3], [0, 1], [1, 0], [0, 1, 2], [1, 2], [0, 3], [-4], undefined];
  for (const axis of axes) {
    for (const keepDims of [false, true]) {
      for (const [name, reduce] of Object.entries({ sum: tf.sum, mean: tf.mean })) {
        yield {
          name: `${name} ${axis} ${keepDims}`,
          shapes: [[7, 5, 3, 6]],
          compute: (x) => reduce(x as tf.Tensor, axis, keepDims),
        };
      }
    }
  }
}

function* elementwiseCases(): Generator<GradientCase> {
  const { relu, relu6, elu, leakyRelu, selu, sigmoid, tanh, softplus } = tf;
  const { exp, square, abs, neg, softmax, logSoftmax, erf } = tf;
  const anySign = { relu, relu6, elu, leakyRelu, selu, sigmoid, tanh, softplus };
  const smooth = { exp, square, abs, neg, softmax, logSoftmax, erf };
  const { sqrt, rsqrt, log, log1p, reciprocal } = tf;
  const positive = { sqrt, rsqrt, log, log1p, reciprocal };
  const { add, sub, mul, div, squaredDifference, pow } = tf;
  const broadcast = { add, sub, mul, div };
  const sameShape = { squaredDifference, pow };

  const tolerance = 5e-5; // the functions themselves are approximations
  const aboveZero = (x: tf.Tensor | undefined): tf.Tensor => tf.add(tf.abs(x as tf.Tensor), 0.3);
  for (const [name, operation] of Object.entries({ ...anySign, ...smooth })) {
    const compute = (x: tf.Tensor | undefined) => operation(x as tf.Tensor);
    yield { name, shapes: [[6, 9]], tolerance, compute };
  }
  for (const [name, operation] of Object.entries(positive)) {
    yield { name, shapes: [[6, 9]], tolerance, compute: (x) => operation(aboveZero(x)) };
  }
  for (const [operations, shape] of [
    [broadcast, [9]],
    [sameShape, [6, 9]],
  ] as const) {
    for (const [name, operation] of Object.entries(operations)) {
      yield {
        name,
        shapes: [[6, 9], shape],
        tolerance,
        compute: (x, y) => operation(aboveZero(x), aboveZero(y)),
      };
    }
  }
}

describe.each(['wasm', 'tensorflow'] as const)('gradients on %s', (actual) => {
  it.skipIf(!isHere(actual)).each([
    { name: 'matrix products', cases: [...matrixCases()] },
    { name: 'gathers', cases: [...gatherCases()] },
    { name: 'reductions', cases: [...reductionCases()] },
    { name: 'layers', cases: [...layerCases()] },
    { name: 'elementwise operations', cases: [...elementwiseCases()] },
  ])('agree with cpu: $name', async ({ cases }) => {
    const { wrong, leaked } = await compareBackends({ expected: 'cpu', actual }, cases);
    expect(wrong).toEqual([]);
    expect(leaked).toEqual([0, 0, 0, 0]);
  });
});
