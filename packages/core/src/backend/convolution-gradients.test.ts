/**
 * Convolutions and pools of wasm and of native TensorFlow against cpu: values and gradients (see
 * `gradient-agreement.ts`).
 */
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { isHere } from '../testing/index.js';
import { compareBackends, type GradientCase } from './gradient-agreement.js';

const as4D = (tensor: tf.Tensor | undefined): tf.Tensor4D => tensor as tf.Tensor4D;

type Pad = 'same' | 'valid' | number | tf.backend_util.ExplicitPadding;
type Strides = number | [number, number];

function* convolutionCases(): Generator<GradientCase> {
  const images = [
    [1, 7, 7],
    [3, 8, 9],
    [2, 5, 12],
  ];
  const channels = [
    [1, 4],
    [3, 5],
    [1, 1],
    [6, 8], // the compiled kernel of wasm takes eight outputs at a time, and four channels
  ];
  const kernels = [
    [1, 1],
    [2, 2],
    [3, 3],
    [5, 3],
    [4, 4],
  ];
  const strideChoices: Strides[] = [1, 2, 3, [2, 1]];
  const explicit: Pad = [
    [0, 0],
    [1, 0],
    [0, 2],
    [0, 0],
  ];
  for (const image of images) {
    for (const [inChannels = 0, outChannels = 0] of channels) {
      for (const [height = 0, width = 0] of kernels) {
        for (const strides of strideChoices) {
          for (const pad of ['same', 'valid', 1, explicit] satisfies Pad[]) {
            // Refused (see convolution-geometry.ts), or wider than the kernel.
            if (typeof pad === 'number' && (height !== width || Array.isArray(strides))) continue;
            if (typeof pad !== 'string' && Math.min(height, width) < 2) continue;
            const rounding = typeof pad === 'string' ? undefined : 'floor';
            yield {
              name: `${image} ${inChannels}>${outChannels} k${height}x${width} s${strides} p${pad}`,
              shapes: [
                [...image, inChannels],
                [height, width, inChannels, outChannels],
              ],
              compute: (x, filter) =>
                tf.conv2d(as4D(x), as4D(filter), strides, pad, 'NHWC', 1, rounding),
            };
          }
        }
      }
    }
  }
}

/** The channels of MobileNet's blocks, and a channel multiplier. */
function* depthwiseCases(): Generator<GradientCase> {
  const explicit: Pad = [
    [0, 0],
    [1, 0],
    [0, 2],
    [0, 0],
  ];
  for (const image of [
    [2, 7, 8],
    [1, 5, 12],
  ]) {
    for (const [channels = 0, multiplier = 0] of [
      [4, 1],
      [3, 2],
    ]) {
      for (const [height = 0, width = 0] of [
        [3, 3],
        [2, 5],
      ]) {
        for (const strides of [1, 2, [2, 1]] satisfies Strides[]) {
          for (const pad of ['same', 'valid', explicit] satisfies Pad[]) {
            const rounding = typeof pad === 'string' ? undefined : 'floor';
            const kernel = `k${height}x${width} s${strides} p${pad}`;
            yield {
              name: `depthwise ${image} ${channels}x${multiplier} ${kernel}`,
              shapes: [
                [...image, channels],
                [height, width, channels, multiplier],
              ],
              compute: (x, filter) =>
                tf.depthwiseConv2d(as4D(x), as4D(filter), strides, pad, 'NHWC', 1, rounding),
            };
          }
        }
      }
    }
  }
}

function* poolCases(): Generator<GradientCase> {
  for (const pad of ['same', 'valid'] as const) {
    for (const [size = 0, strides = 0] of [
      [2, 2],
      [3, 2],
      [3, 1],
      [2, 3],
    ] /* last: gaps */) {
      for (const shift of [0, -5] /* -5: no positive element in any window */) {
        const name = `${size}/${strides} ${pad} ${shift}`;
        const shapes = [[2, 9, 8, 5]];
        yield {
          name: `max pool ${name}`,
          shapes,
          compute: (x) => tf.maxPool(as4D(tf.add(x as tf.Tensor, shift)), size, strides, pad),
        };
        yield {
          name: `average pool ${name}`,
          shapes,
          compute: (x) => tf.avgPool(as4D(x), size, strides, pad),
        };
      }
    }
  }
}

describe.each(['wasm', 'tensorflow'] as const)('gradients on %s', (actual) => {
  it.skipIf(!isHere(actual)).each([
    { name: 'convolutions', cases: [...convolutionCases()], atLeast: 400 },
    { name: 'depthwise convolutions', cases: [...depthwiseCases()], atLeast: 72 },
    { name: 'pools, also of signed numbers', cases: [...poolCases()], atLeast: 32 },
  ])('agree with cpu: $name', async ({ cases, atLeast }) => {
    expect(cases.length).toBeGreaterThanOrEqual(atLeast);
    const { wrong, leaked } = await compareBackends({ expected: 'cpu', actual }, cases);
    expect(wrong).toEqual([]);
    expect(leaked).toEqual([0, 0, 0, 0]);
  });
});
