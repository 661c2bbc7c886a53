/**
 * A block of the convolutional net in training, with fewer passes over its numbers. Where the
 * backend has the fused kernel (see backend/fused-kernels.ts), the pooling layer computes relu,
 * pool, normalization and relu as one operation with a gradient of its own, and the layers around
 * it hand on what they get. To everybody else the layers are what they were: neither a saved
 * network nor one that answers knows of this.
 */
import * as tf from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';
import {
  hasKernel,
  type PoolNormalizeReluAttributes,
  poolNormalizeRelu,
  poolNormalizeReluGrad,
} from '../backend/index.js';
import { invariant } from '../errors/index.js';

type Layer = layers.layers.Layer;

/** A block's layers; those that are fused get other `call`s. */
export interface Block {
  /** 3 x 3, pad 'same', stride 1, no bias; of the first block with a relu of its own. */
  readonly convolution: Layer;
  /** 2 x 2, stride 2, pad 'valid'. */
  readonly pooling: Layer;
  readonly normalization: Layer;
  readonly activation: Layer;
  /** Whether the block's input is the pixels, to which nobody asks for a gradient. */
  readonly isFirst: boolean;
  /** Of the normalization. */
  readonly epsilon: number;
  readonly momentum: number;
}

type Call = Layer['call'];

export function fuseInTraining(block: Block): void {
  const { convolution, pooling, normalization, activation, isFirst, epsilon } = block;
  const fused = (layer: Layer, call: (input: tf.Tensor4D) => tf.Tensor): void => {
    const original = layer.call.bind(layer);
    layer.call = ((inputs, kwargs) =>
      kwargs['training'] === true && canFuse(normalization)
        ? tf.tidy(() => call((Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D))
        : original(inputs, kwargs)) satisfies Call;
  };
  if (isFirst) {
    fused(convolution, (pixels) => convolveConstant(pixels, weight(convolution, 0)));
  }
  fused(pooling, (x) => {
    const [gain, offset] = [weight(normalization, 0), weight(normalization, 1)];
    const attributes = { epsilon, reluFirst: isFirst };
    return poolNormalize({ x, gain, offset }, attributes, (mean, variance) => {
      follow(weight(normalization, 2), mean, block);
      follow(weight(normalization, 3), variance, block);
    });
  });
  fused(normalization, (x) => x.clone());
  fused(activation, (x) => x.clone());
}

/** The compiled kernels work on four channels at a time. */
function canFuse(normalization: Layer): boolean {
  return hasKernel(poolNormalizeRelu) && weight(normalization, 0).size % 4 === 0;
}

/** gain, offset, moving mean and moving variance of a normalization; filter of a convolution. */
function weight(layer: Layer, position: number): tf.Variable {
  const value = layer.weights[position]?.read();
  invariant(value instanceof tf.Variable, "a layer's weights are variables");
  return value;
}

interface Operands {
  readonly x: tf.Tensor4D; // [B, H, W, C]
  readonly gain: tf.Tensor; // [C]
  readonly offset: tf.Tensor; // [C]
}

/** [B, H, W, C] -> [B, H / 2, W / 2, C] */
function poolNormalize(
  { x, gain, offset }: Operands,
  attributes: PoolNormalizeReluAttributes,
  onStatistics: (mean: tf.Tensor, variance: tf.Tensor) => void,
): tf.Tensor {
  const attrs = { ...attributes };
  const operation = tf.customGrad((...inputs) => {
    const [pixels, scale, shift, save] = inputs as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.GradSaveFunc,
    ];
    const outputs = run(poolNormalizeRelu, { x: pixels, gain: scale, offset: shift }, attrs);
    const [output, pooled, mean, variance] = outputs as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    onStatistics(mean, variance);
    save([pixels, scale, output, pooled, mean, variance]);
    return {
      value: output,
      gradFunc: (dy, saved) => {
        const names = ['x', 'gain', 'output', 'pooled', 'mean', 'variance'];
        const known = Object.fromEntries(names.map((name, at) => [name, saved[at] as tf.Tensor]));
        return run(poolNormalizeReluGrad, { dy: dy as tf.Tensor, ...known }, attrs);
      },
    };
  });
  return operation(x, gain, offset);
}

function run(kernel: string, inputs: tf.NamedTensorMap, attrs: tf.NamedAttrMap): tf.Tensor[] {
  return tf.engine().runKernel(kernel, inputs, attrs) as tf.Tensor[];
}

/**
 * Convolution without bias or activation whose gradient is by the filter alone. (TensorFlow.js
 * computes that of a layer's convolution by its input too, even where the input is the pixels.)
 */
function convolveConstant(pixels: tf.Tensor4D, filter: tf.Tensor): tf.Tensor {
  const operation = tf.customGrad((...inputs) => {
    const [taps, save] = inputs as unknown as [tf.Tensor4D, tf.GradSaveFunc];
    save([pixels]);
    return {
      value: tf.conv2d(pixels, taps, 1, 'same'),
      gradFunc: (dy, [saved]) => {
        const attrs = { strides: 1, pad: 'same', dataFormat: 'NHWC', filterShape: filter.shape };
        const operands = { x: saved as tf.Tensor, dy: dy as tf.Tensor };
        return tf.engine().runKernel(tf.Conv2DBackpropFilter, operands, attrs) as tf.Tensor;
      },
    };
  });
  return operation(filter);
}

/** Moving averages follow the batch's numbers as the layer itself would have them. */
function follow(moving: tf.Variable, value: tf.Tensor, { momentum }: Block): void {
  tf.tidy(() => moving.assign(tf.add(tf.mul(moving, momentum), tf.mul(value, 1 - momentum))));
}
