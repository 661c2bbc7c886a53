/** What every loss does with batches that hold nothing to learn from, or no numbers. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MiningConfig } from '../mining/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { type LossConfig, lossConfigSchema, lossKinds } from './loss-config.js';
import { evaluateLoss, lossFor } from './testing/evaluate-loss.js';

const minings: MiningConfig[] = [{ kind: 'all' }, { kind: 'hard' }, { kind: 'distance-weighted' }];
const tripletLosses = [
  { kind: 'shadow', margin: 0.2, normalize: true },
  { kind: 'shadow', margin: 0.2, normalize: false },
  { kind: 'triplet', margin: 0.2, distance: 'euclidean' },
  { kind: 'triplet', margin: 0.2, distance: 'squared-euclidean' },
  { kind: 'triplet', margin: 0.2, distance: 'cosine' },
  { kind: 'triplet', margin: 'soft', distance: 'cosine' },
] satisfies LossConfig[];
const tripletCases = tripletLosses.flatMap((config) =>
  minings.map((mining) => ({ config, mining, blockRows: undefined })),
);
const otherKinds = lossKinds.filter((kind) => kind !== 'shadow' && kind !== 'triplet');
const cases = [
  ...tripletCases,
  ...otherKinds.map((kind) => ({
    config: lossConfigSchema.parse({ kind }),
    mining: { kind: 'all' } as const,
    blockRows: 2,
  })),
];

const vectors = [
  [1, 2, 3],
  [2, -1, 0],
  [0.5, 0.1, -2],
  [-1, 1, 1],
];

beforeAll(() => selectEngineBackend());

describe.each(tripletCases)('$config with $mining', ({ config, mining }) => {
  it.each([
    ['an empty batch', [], []],
    ['a single sample', [[1, 2, 3]], [0]],
    ['one class', vectors, [5, 5, 5, 5]],
    ['all labels distinct', vectors, [0, 1, 2, 3]],
  ])('gives nothing for %s', (_, embeddings, labels) => {
    const batch = { embeddings, labels };
    const { loss, activeShare, gradient } = evaluateLoss(batch, config, { mining });
    expect(loss).toBe(0);
    expect(activeShare).toBe(0);
    expect(gradient.flat().every((value) => value === 0)).toBe(true);
  });

  it('does not hide products beyond float32', () => {
    const embeddings = [[1e30, 0, 0], ...vectors.slice(1)];
    const batch = { embeddings, labels: [0, 0, 1, 1] };
    expect(evaluateLoss(batch, config, { mining }).loss).toBeNaN();
  });

  it('costs the margin where everything is zero', () => {
    const embeddings = vectors.map(() => [0, 0, 0]);
    const { loss } = evaluateLoss({ embeddings, labels: [0, 0, 1, 1] }, config, { mining });
    expect(loss).toBeCloseTo(config.margin === 'soft' ? Math.log(2) : config.margin, 6);
  });
});

describe.each(cases)('$config with $mining', ({ config, ...options }) => {
  it.each([
    ['an empty batch', [], []],
    ['a single sample', [[1, 2, 3]], [0]],
    ['one class', vectors, [5, 5, 5, 5]],
    ['all labels distinct', vectors, [0, 1, 2, 3]],
    ['embeddings of zero', [[0, 0, 0], [0, 0, 0], ...vectors.slice(2)], [0, 0, 1, 1]],
    ['a batch of zeros', vectors.map(() => [0, 0, 0]), [0, 0, 1, 1]],
    ['one point', vectors.map(() => [1, 2, 3]), [0, 0, 1, 1]],
  ])('stays finite for %s', (_, embeddings, labels) => {
    const { loss, gradient } = evaluateLoss({ embeddings, labels }, config, options);
    expect(Number.isFinite(loss)).toBe(true);
    // Bounded as well: nothing of the size of 1 / epsilon.
    expect(Math.max(0, ...gradient.flat().map(Math.abs))).toBeLessThan(200);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('does not hide %s', (value) => {
    const embeddings = [[value, 0, 0], ...vectors.slice(1)];
    const { loss, gradient } = evaluateLoss({ embeddings, labels: [0, 0, 1, 1] }, config, options);
    expect(loss).toBeNaN();
    expect(gradient.flat().every(Number.isNaN)).toBe(true);
  });

  it('keeps no tensor but its result and its variables', () => {
    const loss = lossFor(config, { ...options, dimension: 3 });
    const embeddings = tf.tensor2d(vectors);
    const labels = tf.tensor1d([0, 0, 1, 1], 'int32');
    const before = tf.memory().numTensors;
    tf.dispose(Object.values(loss.compute(embeddings, labels)));
    expect(tf.memory().numTensors).toBe(before);
    const { value, grad } = tf.valueAndGrad(
      (input: tf.Tensor) => loss.compute(input as tf.Tensor2D, labels).loss,
    )(embeddings);
    expect(tf.memory().numTensors).toBe(before + 2);
    loss.dispose();
    tf.dispose([value, grad, embeddings, labels]);
    expect(tf.memory().numTensors).toBe(before - 2 - loss.variables.length);
  });

  it('is scaled with what it is part of', () => {
    const loss = lossFor(config, { ...options, dimension: 3 });
    tf.tidy(() => {
      const labels = tf.tensor1d([0, 0, 1, 1], 'int32');
      const gradientOf = (factor: number) =>
        tf.grad((input: tf.Tensor) => {
          return tf.mul(loss.compute(input as tf.Tensor2D, labels).loss, factor);
        })(tf.tensor2d(vectors));
      const [one, half] = [gradientOf(1).dataSync(), gradientOf(0.5).dataSync()];
      expect([...half]).toEqual([...one].map((value) => Math.fround(value / 2)));
    });
    loss.dispose();
  });
});

describe('a loss', () => {
  it.each(['shadow', 'proxy'])('(%s) refuses labels that do not match the embeddings', (kind) => {
    const config = kind === 'shadow' ? tripletLosses[0] : { kind: 'proxy-nca' };
    const loss = lossFor(lossConfigSchema.parse(config), { dimension: 3 });
    tf.tidy(() => {
      const labels = tf.tensor1d([0, 1], 'int32');
      expect(() => loss.compute(tf.tensor2d(vectors), labels)).toThrow('2 labels');
    });
    loss.dispose();
  });
});
