import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { createLoss, type Loss } from '../loss/index.js';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { nestedLoss } from './nested-loss.js';

beforeAll(async () => {
  await selectEngineBackend();
});

it('is the mean of the losses of all prefixes, and so is its gradient', () => {
  const before = tf.memory().numTensors;
  const lossOf = (dimension: number): Loss =>
    createLoss({
      config: { kind: 'shadow', margin: 0.4, normalize: true },
      mining: { kind: 'all' },
      classes: 2,
      dimension,
      random: createRandom(1),
    });
  const random = createRandom(2);
  const numbers = Array.from({ length: 6 * 8 }, () => random.normal());
  tf.tidy(() => {
    const labels = tf.tensor1d([0, 0, 0, 1, 1, 1], 'int32');
    const vectors = tf.tensor2d(numbers, [6, 8]);
    const valueAndGradient = (compute: (shadow: tf.Tensor2D) => tf.Scalar) =>
      tf.valueAndGrad((shadow: tf.Tensor) => compute(shadow as tf.Tensor2D))(vectors);
    const nested = nestedLoss([2, 4, 8], lossOf);
    const whole = valueAndGradient((shadow) => nested.compute(shadow, labels).loss);
    const parts = [2, 4, 8].map((dimension) =>
      valueAndGradient(
        (shadow) =>
          lossOf(dimension).compute(tf.slice2d(shadow, [0, 0], [6, dimension]), labels).loss,
      ),
    );
    const mean = (pick: (part: (typeof parts)[number]) => tf.Tensor): tf.Tensor =>
      tf.div(tf.addN(parts.map(pick)), 3);
    expect(whole.value.dataSync()[0]).toBeCloseTo(mean(({ value }) => value).dataSync()[0] ?? 0, 6);
    const expected = mean(({ grad }) => grad).dataSync();
    whole.grad.dataSync().forEach((value, at) => {
      expect(value).toBeCloseTo(expected[at] as number, 6);
    });
    expect(expected.some((value) => value !== 0)).toBe(true);
  });
  expect(tf.memory().numTensors).toBe(before);
});
