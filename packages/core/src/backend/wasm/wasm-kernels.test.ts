/** What the gradient check cannot see: refusals, and inputs at the edge of what a kernel takes. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../select-backend.js';

describe('wasm kernels', () => {
  beforeAll(() => selectBackend('wasm'));

  it('sum segments and leave out rows whose segment is out of range', () => {
    tf.tidy(() => {
      const rows = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);
      const sum = (type: 'float32' | 'int32') =>
        tf.unsortedSegmentSum(tf.cast(rows, type), tf.tensor1d([1, -1, 1, 3], 'int32'), 3);
      expect(sum('float32').arraySync()).toEqual([
        [0, 0],
        [6, 8],
        [0, 0],
      ]);
      expect(sum('int32').arraySync()).toEqual([
        [0, 0],
        [6, 8],
        [0, 0],
      ]);
    });
  });

  it('give the gradient of a pool to the first of equal elements', () => {
    tf.tidy(() => {
      const image = tf.tensor4d([-1, -1, -2, -1], [1, 2, 2, 1]);
      const gradient = tf.grad((x) => tf.sum(tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid')))(image);
      expect(Array.from(gradient.dataSync())).toEqual([1, 0, 0, 0]);
    });
  });

  it('refuse a numeric pad with unequal strides or kernel sides', () => {
    tf.tidy(() => {
      const image = tf.zeros<tf.Rank.R4>([1, 9, 9, 1]);
      const convolve = (kernel: [number, number], strides: [number, number]) =>
        tf.conv2d(image, tf.zeros<tf.Rank.R4>([...kernel, 1, 1]), strides, 1, 'NHWC', 1, 'floor');
      expect(() => convolve([3, 3], [2, 1])).toThrow('explicit pads');
      expect(() => convolve([3, 2], [1, 1])).toThrow('explicit pads');
      expect(convolve([3, 3], [2, 2]).shape).toEqual([1, 5, 5, 1]);
    });
  });

  it("pad 'same' rightly where the kernel is smaller than the stride, depthwise too", () => {
    // The stride leaves nothing to pad, which is where the stock kernels answer zeros.
    tf.tidy(() => {
      const image = tf.reshape(tf.range(1, 26), [1, 5, 5, 1]) as tf.Tensor4D;
      const filter = tf.ones<tf.Rank.R4>([2, 2, 1, 1]);
      const windows = [16, 28, 76, 88]; // 1+2+6+7, 4+5+9+10, 16+17+21+22, 19+20+24+25
      const options = { x: image, filter, strides: 3, pad: 'same' } as const;
      const sums = [
        tf.conv2d(image, filter, 3, 'same'),
        tf.fused.conv2d(options),
        tf.depthwiseConv2d(image, filter, 3, 'same'),
        tf.fused.depthwiseConv2d(options),
      ];
      expect(sums.map((sum) => Array.from(sum.dataSync()))).toEqual(sums.map(() => windows));
    });
  });

  it('share the data of a clone, and keep it until the last of both is gone', () => {
    const original = tf.tensor1d([1, 2, 3]);
    const buffers = tf.backend().numDataIds();
    const clone = original.clone();
    expect(tf.backend().numDataIds()).toBe(buffers);
    original.dispose();
    expect(Array.from(clone.dataSync())).toEqual([1, 2, 3]);
    clone.dispose();
    expect(tf.backend().numDataIds()).toBe(buffers - 1);
  });

  it('tile tensors of any type', () => {
    tf.tidy(() => {
      expect(tf.tile(tf.tensor2d([[1, 2]], [1, 2], 'int32'), [2, 2]).arraySync()).toEqual([
        [1, 2, 1, 2],
        [1, 2, 1, 2],
      ]);
      expect(tf.tile(tf.scalar(3), []).arraySync()).toBe(3);
      expect(tf.tile(tf.tensor1d([3]), [5]).arraySync()).toEqual([3, 3, 3, 3, 3]);
      expect(tf.tile(tf.zeros([0, 2]), [3, 1]).shape).toEqual([0, 2]);
    });
  });
});
