import { describe, expect, it } from 'vitest';
import { type SamplingConfig, samplingConfigSchema } from './sampling-config.js';

const messagesOf = (config: unknown): string[] =>
  samplingConfigSchema.safeParse(config).error?.issues.map(({ message }) => message) ?? [];

describe('samplingConfigSchema', () => {
  it.each<SamplingConfig>([
    { kind: 'pk', classes: 8, images: 4 },
    { kind: 'class-balanced', classes: 2, images: 2 },
    { kind: 'square-root', classes: 2, images: 2 },
    { kind: 'instance-balanced', classes: 4096, images: 2 },
    { kind: 'hard-classes', classes: 8, images: 4, share: 0.5 },
  ])('takes %o as it is', (config) => {
    expect(samplingConfigSchema.parse(config)).toEqual(config);
  });

  it.each([
    [
      { kind: 'pk', classes: 8, images: 1 },
      'must be a whole number from 2 to 256: a loss compares each picture with another of its class',
    ],
    [{ kind: 'pk', classes: 1, images: 4 }, 'must be a whole number from 2 to 4096'],
    [{ kind: 'hard-classes', classes: 8, images: 4, share: 2 }, 'must be a number from 0 to 1'],
    [
      { kind: 'pk', classes: 8, images: 4, share: 0.5 },
      'must not have the field "share"; its fields are "kind", "classes", "images"',
    ],
    [
      { kind: 'random' },
      'must be an object whose kind is one of "pk", "class-balanced", "square-root", ' +
        '"instance-balanced", "hard-classes"',
    ],
  ])('answers %o with one sentence', (config, sentence) => {
    expect(messagesOf(config)).toEqual([sentence]);
  });
});
