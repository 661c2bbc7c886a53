import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { convolutionalEncoder } from './convolutional.js';

beforeAll(async () => {
  await selectEngineBackend();
});

function encoder(widths: readonly number[], side: number): layers.LayersModel {
  const pixels = layers.input({ shape: [side, side, 1] });
  const embedding = convolutionalEncoder({
    pixels,
    config: { kind: 'convolutional', widths, embeddingDimension: 7 },
    random: createRandom(1),
  });
  return layers.model({ inputs: pixels, outputs: embedding });
}

describe('convolutionalEncoder', () => {
  it('halves the sides in every block and ends with the average of the last one', () => {
    const model = encoder([2, 3, 4], 19);
    const shapeOf = (name: string) => (model.getLayer(name).outputShape as number[]).slice(1);
    expect(shapeOf('block1_relu')).toEqual([9, 9, 2]);
    expect(shapeOf('block2_relu')).toEqual([4, 4, 3]);
    expect(shapeOf('block3_relu')).toEqual([2, 2, 4]);
    expect(shapeOf('average')).toEqual([4]);
    expect(shapeOf('embedding')).toEqual([7]);
    model.dispose();
  });

  it('computes no gradient to the pixels', async () => {
    const model = encoder([2, 3, 4], 16);
    const pixels = tf.ones([2, 16, 16, 1]);
    const { kernels } = await tf.profile(() => {
      const { value, grads } = tf.variableGrads(() =>
        tf.sum<tf.Scalar>(model.apply(pixels, { training: true }) as tf.Tensor2D),
      );
      tf.dispose([value, ...Object.values(grads)]);
    });
    const called = (kernel: string) => kernels.filter(({ name }) => name === kernel).length;
    expect(called('Conv2DBackpropFilter')).toBe(3);
    expect(called('Conv2DBackpropInput')).toBe(2);
    tf.dispose([pixels]);
    model.dispose();
  });
});
