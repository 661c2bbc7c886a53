import { z } from 'zod';
import { augmentationConfigSchema } from '../augmentation/index.js';
import { checkConfig, fields, real, wholeNumber } from '../config/index.js';
import { encoderConfigSchema } from '../encoder/index.js';
import { inputSizeSchema } from '../image/index.js';
import { lossConfigSchema } from '../loss/index.js';
import { miningConfigSchema } from '../mining/index.js';
import { optimizerConfigSchema, scheduleConfigSchema } from '../optimizer/index.js';
import { projectionConfigSchema } from '../projection/index.js';
import { samplingConfigSchema } from '../sampling/index.js';
import { contradictions } from './contradictions.js';
import type { TrainingConfig } from './training-config.js';

const splitMessage = 'must be "stratified" or "class-disjoint"';

/** A whole number, or "auto". */
function automatic({ min, max }: { readonly min: number; readonly max: number }) {
  const error = `must be "auto" or a whole number from ${min} to ${max}`;
  const number = z.int({ error }).min(min, { error }).max(max, { error });
  return z.union([z.literal('auto'), number], { error });
}

/**
 * What came after the first version has a default, so that older artifacts and requests stay right.
 */
export const trainingConfigSchema: z.ZodType<TrainingConfig> = fields({
  input: inputSizeSchema,
  encoder: encoderConfigSchema,
  projection: projectionConfigSchema,
  loss: lossConfigSchema,
  mining: miningConfigSchema,
  sampling: samplingConfigSchema,
  optimizer: optimizerConfigSchema,
  schedule: scheduleConfigSchema,
  epochs: wholeNumber({ min: 1, max: 1000 }),
  stepsPerEpoch: automatic({ min: 1, max: 10_000 }),
  sliceSize: automatic({ min: 2, max: 8192 }).default('auto'),
  validationSplit: z
    .enum(['stratified', 'class-disjoint'], { error: splitMessage })
    .default('stratified'),
  validationShare: real({ min: 0.05, max: 0.5 }),
  earlyStop: fields({ patience: wholeNumber({ min: 1, max: 1000 }) })
    .nullable()
    .default(null),
  averaging: fields({ decay: real({ min: 0, max: 0.9999 }) })
    .nullable()
    .default(null),
  augmentation: augmentationConfigSchema.nullable(),
  seed: wholeNumber({ min: 0, max: 2 ** 32 - 1 }),
}).superRefine((config, context) => {
  for (const { path, message } of contradictions(config)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

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
