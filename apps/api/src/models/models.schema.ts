import { z } from 'zod';
import { listOf } from '../http/list.schema.js';
import { rerankChoices } from '../serving/rerank.js';

export const retrievalMetricsSchema = z
  .object({
    recallAt1: z.number().nullable(),
    rPrecision: z.number().nullable(),
    mapAtR: z.number().nullable(),
    ndcg: z.number().nullish().describe('Of the R nearest; absent in what is older than it.'),
  })
  .meta({
    id: 'RetrievalMetrics',
    description: 'Measured on pictures held back from the training, 0 to 1.',
  });

export const modelSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['baseline-pixels', 'own-vectors', 'trained']),
    gallery: z.string().nullable().describe('The id of the gallery it was trained on.'),
    run: z.string().nullable().describe('The id of the training run that made it.'),
    from: z
      .string()
      .nullable()
      .describe('The id of the model that it was trained on from, which may be gone by now.'),
    dimension: z.int().describe('The length of the vectors that are searched.'),
    embeddingDimension: z.int().describe('The length of the full embedding.'),
    input: z
      .object({ width: z.int(), height: z.int(), channels: z.int() })
      .nullable()
      .describe('Null for a model that embeds no pictures.'),
    classes: z.int().describe('How many labels it was trained on.'),
    metrics: retrievalMetricsSchema.nullable(),
    baseline: retrievalMetricsSchema
      .nullable()
      .describe('The same of plain pixels on the same pictures: what the model has to beat.'),
    loss: z.string().nullable(),
    seed: z.int().nullable(),
    backend: z.string().nullable().describe('What it was trained with.'),
    bytes: z.int().describe('The size of its files.'),
    createdAt: z.iso.datetime(),
    servedBy: z.array(z.string()).describe('The ids of the galleries it serves.'),
  })
  .meta({ id: 'Model' });
export type Model = z.infer<typeof modelSchema>;

const modelFileSchema = z.object({
  name: z.string(),
  bytes: z.int(),
  sha256: z.string(),
});
export type ModelFile = z.infer<typeof modelFileSchema>;

export const modelDetailsSchema = modelSchema
  .extend({
    files: z
      .array(modelFileSchema)
      .describe('What can be fetched of it; none for a model that is built in.'),
  })
  .meta({
    id: 'ModelDetails',
    examples: [
      {
        id: '0192f0c1-6b0a-7000-8000-000000000003',
        name: 'parts 1',
        kind: 'trained',
        gallery: '0192f0c1-6b0a-7000-8000-000000000001',
        run: '0192f0c1-6b0a-7000-8000-000000000002',
        from: null,
        dimension: 64,
        embeddingDimension: 128,
        input: { width: 64, height: 64, channels: 3 },
        classes: 12,
        metrics: { recallAt1: 0.95, rPrecision: 0.82, mapAtR: 0.79, ndcg: 0.9 },
        baseline: { recallAt1: 0.61, rPrecision: 0.33, mapAtR: 0.24, ndcg: 0.52 },
        loss: 'shadow',
        seed: 1,
        backend: 'TensorFlow.js wasm',
        bytes: 412803,
        createdAt: '2030-01-31T12:00:00.000Z',
        servedBy: ['0192f0c1-6b0a-7000-8000-000000000001'],
        files: [
          {
            name: 'umbra.json',
            bytes: 4803,
            sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          },
        ],
      },
    ],
  });
export type ModelDetails = z.infer<typeof modelDetailsSchema>;

export const modelListSchema = listOf(modelSchema, 'ModelList');

export const modelParamsSchema = z.object({
  model: z.string().max(100).describe('The id of the model.'),
});

export const modelFileParamsSchema = modelParamsSchema.extend({
  file: z.string().max(100).describe('The name of one of its `files`.'),
});
export type ModelFileParams = z.infer<typeof modelFileParamsSchema>;

export const promoteSchema = z
  .strictObject({
    model: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('The id of the model that is to serve; left out: the one that serves.'),
    rerank: z
      .enum(rerankChoices)
      .optional()
      .describe(
        'Whether the full embeddings rank what the shadows find, and in what they are kept in memory: `int8` takes one byte a number, `float32` four. Left out: as it is.',
      ),
  })
  .refine(({ model, rerank }) => model !== undefined || rerank !== undefined, {
    message: 'send `model`, `rerank` or both',
  })
  .meta({ id: 'Promote', examples: [{ model: '0192f0c1-6b0a-7000-8000-000000000003' }] });
export type Promote = z.infer<typeof promoteSchema>;
