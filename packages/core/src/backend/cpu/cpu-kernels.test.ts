/** Our kernels of the cpu backend against the stock ones, which are slow but right. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../random/index.js';
import { selectBackend } from '../select-backend.js';

const names = [tf.Conv2DBackpropFilter, tf.Conv2DBackpropInput, tf.UnsortedSegmentSum] as const;
// Taken before the backend is selected, which is when ours are put in their place.
const stock = new Map(names.map((name) => [name, tf.getKernel(name, 'cpu').kernelFunc]));

function runBoth(
  name: (typeof names)[number],
  inputs: Record<string, tf.Tensor>,
  attrs: tf.NamedAttrMap,
): { ours: ArrayLike<number>; theirs: ArrayLike<number> } {
  const read = (kernel: tf.KernelFunc): ArrayLike<number> => {
    const output = kernel({ inputs, attrs, backend: tf.backend() }) as tf.TensorInfo;
    return tf.engine().makeTensorFromTensorInfo(output).dataSync();
  };
  return {
    ours: read(tf.getKernel(name, 'cpu').kernelFunc),
    theirs: read(stock.get(name) as tf.KernelFunc),
  };
}

function draw(shape: number[]): tf.Tensor {
  const random = createRandom(shape.length);
  return tf.tensor(
    Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.between(-1, 1)),
    shape,
  );
}

function expectEqual({ ours, theirs }: ReturnType<typeof runBoth>): void {
  expect(ours.length).toBe(theirs.length);
  const differences = Array.from(ours, (value, at) => Math.abs(value - (theirs[at] as number)));
  expect(Math.max(...differences)).toBeLessThan(1e-5);
}

describe('cpu kernels', () => {
  beforeAll(() => selectBackend('cpu'));

  it.each([
    { size: [2, 6, 7], kernel: [3, 3], strides: [1, 1], pad: 'same' },
    { size: [1, 7, 5], kernel: [2, 3], strides: [2, 1], pad: 'valid' },
    { size: [3, 5, 5], kernel: [1, 1], strides: [2, 2], pad: 'same' },
    { size: [1, 8, 6], kernel: [5, 4], strides: [3, 2], pad: 'same' },
  ])('give the stock gradients of a convolution: %o', ({ size, kernel, strides, pad }) => {
    const shapes = {
      inputShape: [...size, 3],
      filterShape: [...kernel, 3, 4],
    } as {
      inputShape: [number, number, number, number];
      filterShape: [number, number, number, number];
    };
    const attrs = { strides, pad, dataFormat: 'NHWC', ...shapes };
    tf.tidy(() => {
      const x = draw(shapes.inputShape);
      const filter = draw(shapes.filterShape);
      const dy = draw(
        tf.conv2d(
          x as tf.Tensor4D,
          filter as tf.Tensor4D,
          strides as [number, number],
          pad as 'same' | 'valid',
        ).shape,
      );
      expectEqual(runBoth(tf.Conv2DBackpropFilter, { x, dy }, attrs));
      expectEqual(runBoth(tf.Conv2DBackpropInput, { dy, filter }, attrs));
    });
  });

  it('sum segments as the stock kernel does, and leave out what lies outside', () => {
    tf.tidy(() => {
      const x = draw([6, 4]);
      const segmentIds = tf.tensor1d([2, 0, 2, 1, 4, -1], 'int32');
      expectEqual(runBoth(tf.UnsortedSegmentSum, { x, segmentIds }, { numSegments: 4 }));
    });
  });

  it('sum many segments in one pass', () => {
    // The stock kernel does not return from this within minutes.
    tf.tidy(() => {
      const ids = tf.range(0, 65_536, 1, 'int32') as tf.Tensor1D;
      const sums = tf.unsortedSegmentSum(tf.ones([65_536]), ids, 65_536);
      expect(tf.sum(sums).dataSync()[0]).toBe(65_536);
    });
  });
});
