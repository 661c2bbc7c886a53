import type { BackboneCard } from '../backbone/index.js';
import type { TrainingConfig } from '../model/index.js';
import { type DatasetFacts, type PresetName, presetConfig } from './presets.js';

/** Smaller pictures have less to show than a backbone looks at: a net of their own size is made. */
const backboneSideMin = 48;

/**
 * Whether a backbone that was added is used without being asked for: by the size of the pictures
 * alone. Grey ones gain as much as coloured ones, and drawings gain too, see
 * docs/decisions/0012-backbone-by-size.md.
 */
export function suitsBackbone({ typicalSize }: DatasetFacts): boolean {
  return Math.min(typicalSize.width, typicalSize.height) >= backboneSideMin;
}

/** How often a head sees every picture: features cost nothing once they are there. */
const passes: Readonly<Record<PresetName, number>> = { quick: 15, balanced: 30, thorough: 60 };

/**
 * Chosen by MAP@R on validation pictures, seed 1, of two sets. X-SDD steel, 150 batches: margin 0.2
 * 98.4, 0.4 99.0, 0.6 99.0 at rate 1e-3; 98.1 and 98.9 with 0.2 and 0.4 at 3e-3. grocery96, 360
 * batches: 58.7, 57.8, 56.7 at 1e-3; 63.5 and 63.5 at 3e-3; 61.5 with 0.2 at 1e-2. All triplets in
 * place of semi-hard ones cost 4 there.
 */
const headLoss = { kind: 'shadow', margin: 0.4, normalize: true } as const;
const headLearningRate = 3e-3;

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
    loss: headLoss,
    optimizer: { ...base.optimizer, learningRate: headLearningRate },
    epochs: passes[preset],
    stepsPerEpoch: 'auto',
    augmentation: null,
  };
}
