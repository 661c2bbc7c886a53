import {
  backbonePresetConfig,
  type DatasetFacts,
  type PresetName,
  presetConfig,
  type TrainingConfig,
} from '@umbra/core/training';
import { chooseBackbone } from './choose-backbone.js';

export interface ConfigureByPresetOptions {
  readonly preset: PresetName;
  /** Name or SHA-256, or `none`; when left out, the newest one if the pictures suit it. */
  readonly backbone?: string | undefined;
  readonly facts: DatasetFacts;
  readonly seed: number;
  /** The folder of backbones. */
  readonly backbones: string;
}

/**
 * The preset's configuration: a head on a backbone where there is one, else a net from scratch.
 * @throws UmbraError `backbone_missing` when the one that was asked for is not there.
 */
export async function configureByPreset(
  options: ConfigureByPresetOptions,
): Promise<TrainingConfig> {
  const { preset, facts, seed } = options;
  const { backbones: directory, backbone: wanted } = options;
  const backbone = await chooseBackbone({ directory, wanted, facts });
  return backbone === null
    ? presetConfig(preset, facts, seed)
    : backbonePresetConfig({ preset, facts, seed, backbone });
}
