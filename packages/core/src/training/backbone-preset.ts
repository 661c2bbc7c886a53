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
export const headPasses: Readonly<Record<PresetName, number>> = {
  quick: 15,
  balanced: 30,
  thorough: 60,
};

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
    // Margin and share were chosen on validation pictures of grocery96, see docs/results.md.
    loss: { kind: 'shadow', margin: 0.4, normalize: true },
    optimizer: { ...base.optimizer, learningRate: 1e-3 },
    epochs: headPasses[preset],
    stepsPerEpoch: 'auto',
    validationShare: 0.1,
    augmentation: null,
  };
}
