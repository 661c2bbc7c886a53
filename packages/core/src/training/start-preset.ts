import type { TrainingConfig } from '../model/index.js';
import { headPasses } from './backbone-preset.js';
import { type DatasetFacts, type PresetName, presetConfig } from './presets.js';
import type { StartModel } from './start-model.js';

export interface StartPresetOptions {
  readonly preset: PresetName;
  readonly facts: DatasetFacts;
  readonly seed: number;
  /** What the training goes on from. */
  readonly start: Pick<StartModel, 'card' | 'origin'>;
}

/**
 * Low for what a backbone has learnt from far more pictures. A net of ours trains on at
 * the rate of a new one: a lower rate forgets less, and learns the new pictures less well.
 */
const learningRates = { head: 5e-4, backbone: 1e-4, net: 3e-3 } as const;

/**
 * A complete configuration for a training that goes on from a model: what the model is stays, the
 * preset and the pictures decide the effort.
 */
export function startPresetConfig(options: StartPresetOptions): TrainingConfig {
  const { preset, facts, seed, start } = options;
  const effort = presetConfig(preset, facts, seed);
  const { encoder, input, projection, loss, mining } = start.card.config;
  // With its seed, what was held back from it is held back again, and is new to both.
  const { validationShare, validationSplit } = start.card.config;
  const { blocks } = start.origin;
  const onBackbone = encoder.kind === 'backbone';
  const learningRate = learningRates[blocks === 0 ? 'head' : onBackbone ? 'backbone' : 'net'];
  return {
    ...effort,
    ...{ encoder, input, projection, loss, mining, validationShare, validationSplit },
    optimizer: { ...effort.optimizer, learningRate },
    ...(blocks === 0 ? { epochs: headPasses[preset], stepsPerEpoch: 'auto' as const } : {}),
    // What is frozen is computed once for every picture.
    augmentation: blocks === 'all' && !onBackbone ? effort.augmentation : null,
  };
}
