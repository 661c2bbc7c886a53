import type { BackboneCard } from '../backbone/index.js';
import type { TrainingConfig } from '../model/index.js';
import { type DatasetFacts, type PresetName, presetConfig } from './presets.js';

/** Smaller pictures are signs and icons: a net of their own size does as well and faster. */
const backboneSideMin = 48;

/**
 * Whether pictures are of the kind that backbones have learned from: colour photographs. Others can
 * be trained on a backbone too, when their user says so.
 */
export function suitsBackbone({ typicalSize }: DatasetFacts): boolean {
  const { width, height, channels } = typicalSize;
  return channels === 3 && Math.min(width, height) >= backboneSideMin;
}

/** How often a head sees every picture: features cost nothing once they are there. */
const passes: Readonly<Record<PresetName, number>> = { quick: 15, balanced: 30, thorough: 60 };

export interface BackbonePresetOptions {
  readonly preset: PresetName;
  readonly facts: DatasetFacts;
  readonly seed: number;
  readonly backbone: Pick<BackboneCard, 'sha256' | 'input'>;
}

/** A complete configuration for a head on a backbone. */
export function backbonePresetConfig(options: BackbonePresetOptions): TrainingConfig {
  const { preset, facts, seed, backbone } = options;
  const base = presetConfig(preset, facts, seed);
  return {
    ...base,
    input: backbone.input,
    encoder: {
      kind: 'backbone',
      backbone: backbone.sha256,
      head: { kind: 'linear' },
      embeddingDimension: 128,
    },
    optimizer: { ...base.optimizer, learningRate: 1e-3 },
    epochs: passes[preset],
    stepsPerEpoch: 'auto',
    augmentation: null,
  };
}
