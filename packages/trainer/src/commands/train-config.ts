import { readFile } from 'node:fs/promises';
import { UmbraError } from '@umbra/core/errors';
import type { LossConfig } from '@umbra/core/loss';
import {
  checkTrainingConfig,
  type DatasetFacts,
  type PresetName,
  type StartModel,
  startPresetConfig,
  type TrainingConfig,
} from '@umbra/core/training';
import { configureByPreset } from '../backbones/configure-by-preset.js';
import { mergeConfig } from '../run/merge-config.js';

export interface ConfigFlags {
  readonly preset: PresetName;
  readonly seed: number;
  readonly loss?: LossConfig['kind'];
  readonly epochs?: number;
  readonly size?: number;
  readonly backbone?: string;
}

export interface ConfigureOptions {
  readonly flags: ConfigFlags;
  /** What `--config` names, as JSON. */
  readonly file: unknown;
  readonly facts: DatasetFacts;
  /** The folder of backbones. */
  readonly backbones: string;
  /** The model that the training goes on from. */
  readonly start?: StartModel | undefined;
}

/**
 * The preset for the data and the model to start from, then the file, then the flags.
 * @throws UmbraError `config_invalid` with a sentence for each wrong field; `backbone_missing`.
 */
export async function configure({
  flags,
  file,
  facts,
  backbones,
  start,
}: ConfigureOptions): Promise<TrainingConfig> {
  const { preset, seed, loss, epochs, size } = flags;
  const backbone = flags.backbone ?? backboneIn(file);
  const base =
    start === undefined
      ? await configureByPreset({ preset, backbone, facts, seed, backbones })
      : startPresetConfig({ preset, facts, seed, start });
  const merged = mergeConfig(base, file);
  const wanted = {
    ...(loss === undefined || kindOf(merged) === loss ? {} : { loss: { kind: loss } }),
    ...(epochs === undefined ? {} : { epochs }),
    ...(size === undefined ? {} : { input: { width: size, height: size } }),
  };
  return checkTrainingConfig(mergeConfig(merged, wanted));
}

/** What the file says of the encoder goes with a preset for such an encoder. */
function backboneIn(file: unknown): string | undefined {
  const { encoder, augmentation } = file as Partial<TrainingConfig>;
  if (encoder?.kind === 'backbone') {
    return encoder.backbone;
  }
  return encoder !== undefined || (augmentation ?? null) !== null ? 'none' : undefined;
}

function kindOf(config: unknown): string | undefined {
  return (config as Partial<TrainingConfig>).loss?.kind;
}

/** @throws UmbraError `config_invalid` when the file cannot be read as a JSON object. */
export async function readConfigFile(path: string): Promise<unknown> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new UmbraError(
      'config_invalid',
      `The configuration ${path} cannot be read (${(cause as Error).message}): give a JSON file.`,
      { cause },
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UmbraError('config_invalid', `The configuration ${path} must be a JSON object.`);
  }
  return value;
}
