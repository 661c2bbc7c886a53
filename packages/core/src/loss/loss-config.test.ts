import { describe, expect, it } from 'vitest';
import { type LossConfig, lossConfigSchema } from './loss-config.js';

const messagesOf = (config: unknown): string[] =>
  lossConfigSchema.safeParse(config).error?.issues.map(({ message }) => message) ?? [];

describe('lossConfigSchema', () => {
  it.each<LossConfig>([
    { kind: 'shadow', margin: 0.2, normalize: true },
    { kind: 'shadow', margin: 1e-3, normalize: false },
    { kind: 'triplet', margin: 1, distance: 'euclidean' },
    { kind: 'triplet', margin: 1, distance: 'squared-euclidean' },
    { kind: 'triplet', margin: 1, distance: 'cosine' },
  ])('takes %o as it is', (config) => {
    expect(lossConfigSchema.parse(config)).toEqual(config);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '0.2', null, undefined])(
    'refuses %s for a margin',
    (margin) => {
      expect(messagesOf({ kind: 'shadow', margin, normalize: true })).toEqual([
        'margin must be a finite number above 0',
      ]);
    },
  );

  it.each([0, -1])('refuses the margin %s, at which a collapse costs nothing', (margin) => {
    expect(messagesOf({ kind: 'triplet', margin, distance: 'cosine' })).toEqual([
      'margin must be above 0: at 0 a collapsed model would cost nothing',
    ]);
  });

  it('says which field is wrong and what it may be', () => {
    expect(messagesOf({ kind: 'shadow', margin: 1, normalize: 'yes' })).toEqual([
      'normalize must be true or false',
    ]);
    expect(messagesOf({ kind: 'triplet', margin: 1, distance: 'manhattan' })).toEqual([
      "distance must be 'euclidean', 'squared-euclidean' or 'cosine'",
    ]);
    expect(messagesOf({ kind: 'angular', margin: 1 })).toEqual([
      "loss.kind must be 'shadow' or 'triplet'",
    ]);
    expect(messagesOf('shadow')).toEqual(["loss.kind must be 'shadow' or 'triplet'"]);
  });

  it('refuses fields that it does not know', () => {
    expect(messagesOf({ kind: 'shadow', margin: 1, normalize: true, distance: 'cosine' })).toEqual([
      'Unrecognized key: "distance"',
    ]);
  });
});
