import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../backend/index.js';
import type { MiningConfig } from '../mining/index.js';
import { evaluateLoss, lossFor } from './evaluate-loss.js';
import type { LossConfig } from './loss-config.js';

const losses: LossConfig[] = [
  { kind: 'shadow', margin: 0.2, normalize: true },
  { kind: 'shadow', margin: 0.2, normalize: false },
  { kind: 'triplet', margin: 0.2, distance: 'euclidean' },
  { kind: 'triplet', margin: 0.2, distance: 'squared-euclidean' },
  { kind: 'triplet', margin: 0.2, distance: 'cosine' },
];
const minings: MiningConfig[] = [{ kind: 'all' }, { kind: 'semi-hard' }];
const combinations = losses.flatMap((config) => minings.map((mining) => ({ config, mining })));

const vectors = [
  [1, 2, 3],
  [2, -1, 0],
  [0.5, 0.1, -2],
  [-1, 1, 1],
];

describe.each(combinations)('$config with $mining', ({ config, mining }) => {
  beforeAll(() => selectBackend('wasm'));

  it.each([
    ['an empty batch', [], []],
    ['a single sample', [[1, 2, 3]], [0]],
    ['one class', vectors, [5, 5, 5, 5]],
    ['all labels distinct', vectors, [0, 1, 2, 3]],
  ])('gives nothing for %s', (_, embeddings, labels) => {
    const { loss, activeShare, gradient } = evaluateLoss({ embeddings, labels }, config, mining);
    expect(loss).toBe(0);
    expect(activeShare).toBe(0);
    expect(gradient.flat().every((value) => value === 0)).toBe(true);
  });

  it('stays finite where embeddings are zero', () => {
    const labels = [0, 0, 1, 1];
    for (const zeros of [[0], [0, 1], [0, 1, 2, 3]]) {
      const embeddings = vectors.map((vector, at) => (zeros.includes(at) ? [0, 0, 0] : vector));
      const { loss, gradient } = evaluateLoss({ embeddings, labels }, config, mining);
      expect(Number.isFinite(loss)).toBe(true);
      // Bounded as well: nothing of the size of 1 / epsilon.
      expect(Math.max(...gradient.flat().map(Math.abs))).toBeLessThan(100);
    }
  });

  it('costs the margin where everything is zero', () => {
    const embeddings = vectors.map(() => [0, 0, 0]);
    const { loss } = evaluateLoss({ embeddings, labels: [0, 0, 1, 1] }, config, mining);
    expect(loss).toBeCloseTo(0.2, 6);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e30])('does not hide %s', (value) => {
    const embeddings = [[value, 0, 0], ...vectors.slice(1)];
    const { loss, gradient } = evaluateLoss({ embeddings, labels: [0, 0, 1, 1] }, config, mining);
    expect(loss).toBeNaN();
    expect(gradient.flat().every(Number.isNaN)).toBe(true);
  });

  it('keeps no tensor but its result', () => {
    const lossOf = lossFor(config, { mining, dimension: 3 });
    const embeddings = tf.tensor2d(vectors);
    const labels = tf.tensor1d([0, 0, 1, 1], 'int32');
    const before = tf.memory().numTensors;
    const { loss, activeShare } = lossOf.compute(embeddings, labels);
    expect(tf.memory().numTensors).toBe(before + 2);
    tf.dispose([loss, activeShare]);
    const { value, grad } = tf.valueAndGrad(
      (input: tf.Tensor) => lossOf.compute(input as tf.Tensor2D, labels).loss,
    )(embeddings);
    expect(tf.memory().numTensors).toBe(before + 2);
    tf.dispose([value, grad, embeddings, labels]);
    expect(tf.memory().numTensors).toBe(before - 2);
  });
});

describe('a loss', () => {
  beforeAll(() => selectBackend('wasm'));

  it('refuses labels that do not match the embeddings', () => {
    const lossOf = lossFor(losses[0] as LossConfig, { dimension: 3 });
    tf.tidy(() => {
      expect(() => lossOf.compute(tf.tensor2d(vectors), tf.tensor1d([0, 1], 'int32'))).toThrow(
        '2 labels',
      );
    });
  });
});
