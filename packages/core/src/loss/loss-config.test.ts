import { describe, expect, it } from 'vitest';
import { type LossConfig, lossConfigSchema } from './loss-config.js';

const messagesOf = (config: unknown): string[] =>
  lossConfigSchema.safeParse(config).error?.issues.map(({ message }) => message) ?? [];

const collapse = 'at 0 a collapsed model would cost nothing';

describe('lossConfigSchema', () => {
  it.each<LossConfig>([
    { kind: 'shadow', margin: 0.2, normalize: true },
    { kind: 'shadow', margin: 1e-3, normalize: false },
    { kind: 'triplet', margin: 1, distance: 'euclidean' },
    { kind: 'triplet', margin: 'soft', distance: 'squared-euclidean' },
    { kind: 'multi-similarity', alpha: 2, beta: 40, base: 0.5, epsilon: null },
    { kind: 'proxy-anchor', margin: 0.2, scale: 16, learningRateFactor: 100 },
  ])('takes %o as it is', (config) => {
    expect(lossConfigSchema.parse(config)).toEqual(config);
  });

  it.each<[LossConfig['kind'], object]>([
    ['shadow', { margin: 0.2, normalize: true }],
    ['triplet', { margin: 1, distance: 'euclidean' }],
    ['angular', { angleDegrees: 45 }],
    ['contrastive', { margin: 1, normalize: true }],
    ['n-pair', { l2Weight: 0.002 }],
    ['supervised-contrastive', { temperature: 0.1 }],
    ['multi-similarity', { alpha: 2, beta: 50, base: 0.5, epsilon: 0.1 }],
    ['circle', { margin: 0.4, scale: 80 }],
    ['proxy-anchor', { margin: 0.1, scale: 32, learningRateFactor: 10 }],
    ['proxy-nca', { temperature: 1 / 9, learningRateFactor: 10 }],
    ['arcface', { marginDegrees: 28.6, scale: 64, learningRateFactor: 10 }],
  ])('fills in the usual values of %s', (kind, fields) => {
    expect(lossConfigSchema.parse({ kind })).toEqual({ kind, ...fields });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '0.2', null, 0, -1])(
    'refuses %s for a margin',
    (margin) => {
      const sentence = `must be a number above 0: ${collapse}`;
      expect(messagesOf({ kind: 'shadow', margin, normalize: true })).toEqual([sentence]);
      expect(messagesOf({ kind: 'triplet', margin, distance: 'cosine' })).toEqual([
        `must be "soft" or a number above 0: ${collapse}`,
      ]);
    },
  );

  it.each<[unknown, string]>([
    [{ kind: 'shadow', margin: 1, normalize: 'yes' }, 'must be true or false'],
    [
      { kind: 'triplet', margin: 1, distance: 'manhattan' },
      'must be "euclidean", "squared-euclidean" or "cosine"',
    ],
    [{ kind: 'angular', angleDegrees: 90 }, 'must be a number from 1 to 89'],
    [{ kind: 'circle', scale: -80 }, 'must be a number from 0.1 to 256'],
    [{ kind: 'supervised-contrastive', temperature: 0 }, 'must be a number from 0.001 to 10'],
    [{ kind: 'soft-triple', centers: 0 }, 'must be a whole number from 1 to 100'],
    [
      { kind: 'shadow', margin: 1, normalize: true, distance: 'cosine' },
      'must not have the field "distance"; its fields are "kind", "margin", "normalize"',
    ],
  ])('answers %o with one sentence', (config, sentence) => {
    expect(messagesOf(config)).toEqual([sentence]);
  });

  it('names the losses there are', () => {
    for (const config of ['shadow', { kind: 'cross-entropy' }]) {
      expect(messagesOf(config)[0]).toMatch(
        /must be an object whose kind is one of "shadow", "tri/,
      );
    }
  });
});
