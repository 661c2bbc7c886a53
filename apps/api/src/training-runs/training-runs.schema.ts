import { z } from 'zod';
import { listOf, listQueryShape } from '../http/list.schema.js';
import { jobStates, workErrorSchema } from '../jobs/jobs.schema.js';

export const runStates = jobStates;

export const runPhases = ['queued', 'preparing', 'training', 'embedding', 'done'] as const;
export type RunPhase = (typeof runPhases)[number];

export const presets = ['quick', 'balanced', 'thorough'] as const;

export const runProgressSchema = z
  .object({
    fraction: z.number().describe('0 to 1, over all phases.'),
    epoch: z.int(),
    epochs: z.int(),
    step: z.int(),
    steps: z.int(),
    secondsLeft: z
      .number()
      .nullable()
      .describe('Of the training phase; null while nobody can know.'),
  })
  .meta({ id: 'RunProgress' });
export type RunProgress = z.infer<typeof runProgressSchema>;

export const runMetricsSchema = z
  .object({
    loss: z.number().nullable(),
    recallAt1: z.number().nullable(),
    rPrecision: z.number().nullable(),
    mapAtR: z.number().nullable(),
    ndcg: z.number().nullish().describe('Of the R nearest; absent in what is older than it.'),
    baselineRecallAt1: z
      .number()
      .nullable()
      .describe('Recall at 1 of plain pixels on the same pictures.'),
  })
  .meta({ id: 'RunMetrics' });
export type RunMetrics = z.infer<typeof runMetricsSchema>;

export const trainingRunSchema = z
  .object({
    id: z.string(),
    gallery: z.string().describe('The id of the gallery it trains on.'),
    galleryName: z.string(),
    state: z.enum(runStates),
    preset: z.enum(presets).nullable(),
    from: z
      .string()
      .nullish()
      .describe('The id of the model that it trains on; null for a new one, absent in old events.'),
    promote: z.enum(['auto', 'manual']),
    phase: z.enum(runPhases),
    progress: runProgressSchema,
    metrics: runMetricsSchema.nullable(),
    backend: z.string().nullable().describe('What it trains with.'),
    config: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('The whole training configuration, once the run has begun.'),
    model: z.string().nullable().describe('The id of the model it made.'),
    error: workErrorSchema.nullable(),
    skipped: z.int().describe('Pictures that could not be read.'),
    attempts: z
      .int()
      .optional()
      .describe(
        'How often it was begun: more than once where it was cut off and went on from its last ' +
          'checkpoint. Absent in old events.',
      ),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'TrainingRun' });
export type TrainingRun = z.infer<typeof trainingRunSchema>;

export const trainingRunListSchema = listOf(trainingRunSchema, 'TrainingRunList');

export const trainSchema = z
  .strictObject({
    preset: z
      .enum(presets)
      .optional()
      .describe('How long and how thoroughly; `balanced` when there is no `config` either.'),
    config: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('A whole training configuration instead of a preset.'),
    backbone: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe(
        'With a preset: name or SHA-256 of the backbone to train a head on, or `none` for a net ' +
          'from scratch. Left out, the newest is used for pictures of 48 pixels and more.',
      ),
    from: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe(
        'Trains this model on instead of a new one: `current` for the one that serves the gallery, ' +
          'or the id of a trained model. Of a model on a backbone the head is trained, of others ' +
          'all; between its weights and the new ones the best on held-back pictures are kept.',
      ),
    promote: z
      .enum(['auto', 'manual'])
      .default('manual')
      .describe('`auto` lets the new model serve as soon as it is ready.'),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(1)
      .describe('The same seed on the same pictures trains the same model.'),
  })
  .refine((body) => body.preset === undefined || body.config === undefined, {
    message: 'send either preset or config',
    path: ['config'],
  })
  .refine((body) => body.backbone === undefined || body.config === undefined, {
    message: 'goes with a preset; a config says in its encoder what it builds on',
    path: ['backbone'],
  })
  .refine((body) => body.backbone === undefined || body.from === undefined, {
    message: 'goes with a new model; the one to train on has what it was built on',
    path: ['backbone'],
  })
  .meta({ id: 'Train', examples: [{ preset: 'balanced', from: 'current', promote: 'auto' }] });
export type Train = z.infer<typeof trainSchema>;

export const runParamsSchema = z.object({
  run: z.string().max(100).describe('The id of the training run.'),
});

export const runQuerySchema = z.strictObject({
  ...listQueryShape,
  gallery: z.string().max(100).optional().describe('Only the runs of this gallery (name or id).'),
});
export type RunQuery = z.infer<typeof runQuerySchema>;
