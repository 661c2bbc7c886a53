/**
 * Three complete configurations for those who want to train and not to configure. The preset
 * decides the effort, the data set decides the sizes: how large the pictures are, how a batch is
 * made up, and how long the training is.
 */
import { blockWidths, type NetSize } from '../encoder/index.js';
import type { InputSize } from '../image/index.js';
import type { TrainingConfig } from '../model/index.js';
import type { SamplingConfig } from '../sampling/index.js';

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
  /** Larger pictures are brought down to this side. */
  readonly sideMax: number;
  readonly net: NetSize;
  readonly epochs: number;
  /** How often every picture is shown, within the bounds of `shown`. */
  readonly passes: number;
  /** Pictures shown in all: the time of a training is in proportion to it. */
  readonly shown: { readonly min: number; readonly max: number };
}

const efforts: Readonly<Record<PresetName, Effort>> = {
  quick: {
    sideMax: 48,
    net: 'tiny',
    epochs: 10,
    passes: 25,
    shown: { min: 4_000, max: 16_000 },
  },
  balanced: {
    sideMax: 64,
    net: 'small',
    epochs: 20,
    passes: 40,
    shown: { min: 12_000, max: 40_000 },
  },
  thorough: {
    sideMax: 96,
    net: 'base',
    epochs: 40,
    passes: 80,
    shown: { min: 40_000, max: 200_000 },
  },
};

const sideMin = 16;
const validationShare = 0.2;

/** A complete configuration for a data set of this kind. */
export function presetConfig(
  preset: PresetName,
  facts: DatasetFacts,
  seed: number,
): TrainingConfig {
  const { sideMax, net, epochs, passes, shown } = efforts[preset];
  const { width, height, channels } = facts.typicalSize;
  const side = clamp(Math.round(Math.max(width, height)), sideMin, sideMax);
  const sampling = batchFor(facts);
  const trainImages = facts.images * (1 - validationShare);
  const steps = clamp(passes * trainImages, shown.min, shown.max) / batchSize(sampling);
  return {
    input: { width: side, height: side, channels },
    encoder: { kind: 'convolutional', widths: blockWidths(net, side), embeddingDimension: 128 },
    projection: { kind: 'linear', dimension: 64 },
    loss: { kind: 'shadow', margin: 0.2, normalize: true },
    mining: { kind: 'semi-hard' },
    sampling,
    optimizer: { kind: 'adam', learningRate: 3e-3, weightDecay: 0, clipNorm: null },
    schedule: { kind: 'cosine', warmUpShare: 0.05 },
    epochs,
    stepsPerEpoch: Math.ceil(steps / epochs),
    sliceSize: 'auto',
    validationSplit: 'stratified',
    validationShare,
    earlyStop: null,
    averaging: null,
    augmentation: {
      shift: 0.1,
      flip: false,
      rotateDegrees: 10,
      scale: 0.1,
      crop: 0,
      brightness: 0.1,
      contrast: 0.2,
      saturation: 0,
      hueDegrees: 0,
      erase: 0,
    },
    seed,
  };
}

/** About 64 pictures, of as many classes as leave each at least four. */
function batchFor({ classes }: DatasetFacts): SamplingConfig {
  const perBatch = clamp(classes, 2, 16);
  return { kind: 'pk', classes: perBatch, images: Math.floor(64 / perBatch) };
}

function batchSize({ classes, images }: SamplingConfig): number {
  return classes * images;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
