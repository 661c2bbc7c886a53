/**
 * All that decides a training run, as plain JSON. It lies with the model, not with the loop,
 * because a saved model is a saved configuration: the artifact's `umbra.json` holds it whole, and
 * the same configuration on the same pictures and backend trains the same weights again.
 */
import { z } from 'zod';
import { checkConfig, choice, fields, flag, real, wholeNumber } from '../config/index.js';
import { type EncoderConfig, encoderConfigSchema } from '../encoder/index.js';
import type { InputSize } from '../image/index.js';
import { type LossConfig, lossConfigSchema } from '../loss/index.js';
import { type MiningConfig, miningConfigSchema } from '../mining/index.js';
import { type ProjectionConfig, projectionConfigSchema } from '../projection/index.js';
import { type SamplingConfig, samplingConfigSchema } from '../sampling/index.js';

/**
 * How training pictures are varied, each one anew every time it is drawn. Every amount is the
 * largest one.
 */
export interface AugmentationConfig {
  /** Share of the sides by which the picture is moved. */
  readonly shift: number;
  /** Whether half of the pictures are mirrored left to right. */
  readonly flip: boolean;
  readonly rotateDegrees: number;
  /** Share by which the picture is made larger or smaller. */
  readonly scale: number;
  /** Share of the full range by which all pixels are made lighter or darker. */
  readonly brightness: number;
  /** Share by which the distance of the pixels from mid-grey is stretched or shrunk. */
  readonly contrast: number;
}

export type OptimizerConfig = { readonly kind: 'adam'; readonly learningRate: number };

/** `cosine`: the learning rate falls along half a cosine to almost zero at the last step. */
export type ScheduleConfig = { readonly kind: 'constant' } | { readonly kind: 'cosine' };

export interface TrainingConfig {
  /** What pictures are brought to, before a network or a backbone sees them. */
  readonly input: InputSize;
  readonly encoder: EncoderConfig;
  readonly projection: ProjectionConfig;
  readonly loss: LossConfig;
  readonly mining: MiningConfig;
  readonly sampling: SamplingConfig;
  readonly optimizer: OptimizerConfig;
  readonly schedule: ScheduleConfig;
  readonly epochs: number;
  /** `auto`: as many batches as show about as many pictures as there are. */
  readonly stepsPerEpoch: number | 'auto';
  /** Share of each class that is held back to measure every epoch. */
  readonly validationShare: number;
  /** Null for none; always null with a backbone, whose features are computed once. */
  readonly augmentation: AugmentationConfig | null;
  readonly seed: number;
}

/**
 * A loss compares all pictures of a batch with each other, and their activations lie in memory
 * together.
 */
const batchSizeMax = 1024;

const stepsMessage = 'must be "auto" or a whole number from 1 to 10000';
const channelsMessage = 'must be 1 (grey) or 3 (colour)';

export const inputSizeSchema: z.ZodType<InputSize> = fields({
  width: wholeNumber({ min: 8, max: 512 }),
  height: wholeNumber({ min: 8, max: 512 }),
  channels: z.union([z.literal(1), z.literal(3)], { error: channelsMessage }),
});

export const trainingConfigSchema: z.ZodType<TrainingConfig> = fields({
  input: inputSizeSchema,
  encoder: encoderConfigSchema,
  projection: projectionConfigSchema,
  loss: lossConfigSchema,
  mining: miningConfigSchema,
  sampling: samplingConfigSchema,
  optimizer: choice(
    ['adam'],
    [fields({ kind: z.literal('adam'), learningRate: real({ min: 1e-7, max: 1 }) })],
  ),
  schedule: choice(
    ['constant', 'cosine'],
    [fields({ kind: z.literal('constant') }), fields({ kind: z.literal('cosine') })],
  ),
  epochs: wholeNumber({ min: 1, max: 1000 }),
  stepsPerEpoch: z.union([z.literal('auto'), z.int().min(1).max(10_000)], { error: stepsMessage }),
  validationShare: real({ min: 0.05, max: 0.5 }),
  augmentation: fields({
    shift: real({ min: 0, max: 0.5 }),
    flip: flag(),
    rotateDegrees: real({ min: 0, max: 180 }),
    scale: real({ min: 0, max: 0.5 }),
    brightness: real({ min: 0, max: 0.5 }),
    contrast: real({ min: 0, max: 0.9 }),
  }).nullable(),
  seed: wholeNumber({ min: 0, max: 2 ** 32 - 1 }),
}).superRefine((config, context) => {
  for (const { path, message } of contradictions(config)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

interface Contradiction {
  readonly path: readonly string[];
  readonly message: string;
}

/** What is wrong although each field alone is right. */
function* contradictions(config: TrainingConfig): Generator<Contradiction> {
  const { encoder, projection, sampling, augmentation } = config;
  if (projection.kind === 'linear' && projection.dimension > encoder.embeddingDimension) {
    yield {
      path: ['projection', 'dimension'],
      message: `must not be larger than encoder.embeddingDimension (${encoder.embeddingDimension})`,
    };
  }
  const { classes, images } = sampling;
  if (classes * images > batchSizeMax) {
    yield {
      path: ['sampling'],
      message: `must make batches of at most ${batchSizeMax} pictures, not ${classes} x ${images}`,
    };
  }
  if (encoder.kind === 'backbone') {
    if (augmentation !== null) {
      yield {
        path: ['augmentation'],
        message: 'must be null with a backbone, whose features are computed once',
      };
    }
    return;
  }
  const side = 2 ** encoder.widths.length;
  if (Math.min(config.input.width, config.input.height) < side) {
    yield {
      path: ['encoder', 'widths'],
      message:
        `has too many blocks: ${encoder.widths.length} need an input of at least ` +
        `${side} x ${side}`,
    };
  }
}

/**
 * @throws UmbraError `config_invalid` with one sentence for each wrong field.
 */
export function checkTrainingConfig(value: unknown): TrainingConfig {
  return checkConfig({
    schema: trainingConfigSchema,
    value,
    name: 'The training configuration',
  });
}
