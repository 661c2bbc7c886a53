import { expect, it } from 'vitest';
import { checkTrainingConfig } from '../model/index.js';
import { backbonePresetConfig, suitsBackbone } from './backbone-preset.js';
import { presetNames } from './presets.js';

it('uses a backbone for pictures of some size, grey ones and drawings too', () => {
  const suits = (width: number, height: number, channels: 1 | 3): boolean =>
    suitsBackbone({ images: 100, classes: 4, typicalSize: { width, height, channels } });
  expect(suits(96, 96, 3)).toBe(true);
  expect(suits(128, 128, 1)).toBe(true);
  expect(suits(48, 4000, 1)).toBe(true);
  expect(suits(47, 4000, 3)).toBe(false);
  expect(suits(28, 28, 1)).toBe(false);
});

it('gives a backbone its own input, whatever the pictures are, and is a right configuration', () => {
  const input = { width: 128, height: 128, channels: 3 } as const;
  const facts = {
    ...{ images: 1360, classes: 7 },
    typicalSize: { width: 200, height: 150, channels: 1 },
  } as const;
  const backbone = { sha256: 'a'.repeat(64), input };
  for (const preset of presetNames) {
    const config = backbonePresetConfig({ preset, facts, seed: 3, backbone });
    expect(checkTrainingConfig(config)).toEqual(config);
    expect(config).toMatchObject({
      input,
      encoder: { kind: 'backbone', backbone: backbone.sha256 },
      augmentation: null,
    });
  }
});
