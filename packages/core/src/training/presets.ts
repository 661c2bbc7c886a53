import type { InputSize } from '../image/index.js';
import type { TrainingConfig } from '../model/index.js';

export const presetNames = ['quick', 'balanced', 'thorough'] as const;
export type PresetName = (typeof presetNames)[number];

/** What a preset looks at. */
export interface DatasetFacts {
  readonly classes: number;
  readonly images: number;
  /** Median sides in pixels; `channels` is 1 when every picture is grey. */
  readonly typicalSize: InputSize;
}

interface Effort {
  readonly sideMax: number;
  readonly widths: readonly number[];
  readonly epochs: number;
}

const efforts: Readonly<Record<PresetName, Effort>> = {
  quick: { sideMax: 32, widths: [16, 32, 64], epochs: 20 },
  balanced: { sideMax: 48, widths: [24, 48, 96], epochs: 40 },
  thorough: { sideMax: 64, widths: [32, 64, 128, 128], epochs: 80 },
};

/** A complete configuration for a data set of this kind: the preset decides effort, the facts decide sizes. */
export function presetConfig(
  preset: PresetName,
  facts: DatasetFacts,
  seed: number,
): TrainingConfig {
  const { sideMax, widths, epochs } = efforts[preset];
  const side = Math.min(
    sideMax,
    Math.max(16, Math.round(Math.min(facts.typicalSize.width, facts.typicalSize.height))),
  );
  return {
    input: { width: side, height: side, channels: facts.typicalSize.channels },
    encoder: { kind: 'convolutional', widths, embeddingDimension: 128 },
    projection: { kind: 'linear', dimension: 64 },
    loss: { kind: 'shadow', margin: 0.2, normalize: true },
    mining: { kind: 'semi-hard' },
    sampling: { kind: 'pk', classes: Math.max(2, Math.min(8, facts.classes)), images: 8 },
    optimizer: { kind: 'adam', learningRate: 1e-3 },
    schedule: { kind: 'cosine' },
    epochs,
    stepsPerEpoch: 'auto',
    validationShare: 0.2,
    augmentation: {
      shift: 0.1,
      flip: false,
      rotateDegrees: 10,
      scale: 0.1,
      brightness: 0.1,
      contrast: 0.2,
    },
    seed,
  };
}
