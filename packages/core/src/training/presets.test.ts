import { describe, expect, it } from 'vitest';
import { checkTrainingConfig } from '../model/index.js';
import { type DatasetFacts, presetConfig, presetNames } from './presets.js';

function factsOf(images: number, classes: number, side: number): DatasetFacts {
  return { images, classes, typicalSize: { width: side, height: side, channels: 1 } };
}

function shown(facts: DatasetFacts, preset: (typeof presetNames)[number]): number {
  const { epochs, stepsPerEpoch, sampling } = presetConfig(preset, facts, 1);
  return epochs * Number(stepsPerEpoch) * sampling.classes * sampling.images;
}

describe('presetConfig', () => {
  it('is a right configuration for every kind of data set', () => {
    for (const preset of presetNames) {
      for (const side of [1, 15, 28, 32, 105, 4000]) {
        for (const [images, classes] of [
          [4, 2],
          [400, 12],
          [60_000, 10],
          [19_280, 964],
        ] as const) {
          const config = presetConfig(preset, factsOf(images, classes, side), 3);
          expect(checkTrainingConfig(config)).toEqual(config);
        }
      }
    }
  });

  it('keeps what the pictures are: small ones are not enlarged, grey ones stay grey', () => {
    const { input, encoder } = presetConfig('balanced', factsOf(400, 10, 28), 1);
    expect(input).toEqual({ width: 28, height: 28, channels: 1 });
    expect(encoder).toMatchObject({ kind: 'convolutional', widths: [32, 64, 128] });
  });

  it('fills batches of 64 with as many classes as there are, up to 16', () => {
    const sampling = (classes: number) =>
      presetConfig('quick', factsOf(1000, classes, 64), 1).sampling;
    expect(sampling(2)).toEqual({ kind: 'pk', classes: 2, images: 32 });
    expect(sampling(7)).toEqual({ kind: 'pk', classes: 7, images: 9 });
    expect(sampling(964)).toEqual({ kind: 'pk', classes: 16, images: 4 });
  });

  it('takes longer with more pictures, but within bounds', () => {
    expect(shown(factsOf(400, 16, 64), 'quick')).toBeGreaterThanOrEqual(25 * 320);
    expect(shown(factsOf(400, 16, 64), 'quick')).toBeLessThan(25 * 320 + 10 * 64);
    expect(shown(factsOf(60_000, 16, 64), 'quick')).toBeLessThan(17_000);
    expect(shown(factsOf(10, 2, 64), 'quick')).toBeGreaterThanOrEqual(4_000);
  });
});
