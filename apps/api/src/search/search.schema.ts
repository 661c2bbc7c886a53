import { z } from 'zod';
import { filterSchema } from './filter.schema.js';

export const searchLimits = {
  default: 10,
  max: 1000,
  efMax: 4096,
  examplesMax: 32,
  batchMax: 64,
  /** Pictures in all searches of a batch. */
  picturesMax: 16,
} as const;

/** Forms carry text, so whole numbers and booleans are also read from their text. */
const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number),
]);
const truth = z.union([
  z.boolean(),
  z.enum(['true', 'false']).transform((text) => text === 'true'),
]);

/** A number, or its text, between two bounds. */
const between = (low: number, high: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{1,9}(\.\d{1,18})?$/, 'must be a number')
        .transform(Number),
    ])
    .pipe(z.number().min(low, `must be at least ${low}`).max(high, `must be at most ${high}`));

/** JSON where a form could only send its text. */
const orItsText = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value, context) => {
    if (typeof value !== 'string') {
      return value;
    }
    try {
      return JSON.parse(value) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' });
      return z.NEVER;
    }
  }, schema);

const optionShape = {
  limit: wholeNumber
    .pipe(
      z
        .int()
        .min(1, 'must be at least 1')
        .max(searchLimits.max, `must be at most ${searchLimits.max}`),
    )
    .default(searchLimits.default),
  exact: truth.default(false),
  ef: wholeNumber
    .pipe(
      z
        .int()
        .min(1, 'must be at least 1')
        .max(searchLimits.efMax, `must be at most ${searchLimits.efMax}`),
    )
    .optional(),
  filter: orItsText(filterSchema).optional(),
  minScore: between(0, 1).optional(),
  within: between(0, 2).optional(),
  maxFar: between(0, 1).optional(),
};

const exampleShape = {
  vector: z.unknown().optional(),
  item: z.string().min(1).max(100).optional(),
  image: z.string().min(1, 'must not be empty').optional(),
};
const oneOfThree = 'send exactly one of vector, item and image';

const examplesSchema = z
  .array(
    z
      .strictObject(exampleShape)
      .refine((example) => Object.values(example).length === 1, { message: oneOfThree }),
  )
  .min(1, 'must have one example at least')
  .max(searchLimits.examplesMax, `must be at most ${searchLimits.examplesMax} examples`);

/**
 * What is accepted: one query, or examples, and how to search. The vector's numbers are checked by
 * core's own gate.
 */
export const searchRequestSchema = z.strictObject({
  ...exampleShape,
  positive: examplesSchema.optional(),
  negative: examplesSchema.optional(),
  ...optionShape,
});
export type SearchRequest = z.infer<typeof searchRequestSchema>;

export const searchBatchRequestSchema = z.strictObject({
  searches: z
    .array(searchRequestSchema)
    .min(1, 'must have one search at least')
    .max(searchLimits.batchMax, `must be at most ${searchLimits.batchMax} searches`),
});
export type SearchBatchRequest = z.infer<typeof searchBatchRequestSchema>;

const documentedOptions = {
  limit: z
    .int()
    .min(1)
    .max(searchLimits.max)
    .optional()
    .describe(`How many hits to answer with; ${searchLimits.default} if left out.`),
  exact: z
    .boolean()
    .optional()
    .describe('true compares with every item instead of asking the approximate index.'),
  ef: z
    .int()
    .min(1)
    .max(searchLimits.efMax)
    .optional()
    .describe('How wide the approximate search looks: more is more exact and slower.'),
  minScore: z.number().min(0).max(1).optional().describe('Leaves out hits with a lower score.'),
  within: z.number().min(0).max(2).optional().describe('Leaves out hits farther away than this.'),
  maxFar: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      'The false-accept rate that a `match` may have, 0.01 if left out: hits are judged by the calibrated threshold that keeps it. Leaves out nothing.',
    ),
};

const documentedExample = {
  vector: z
    .array(z.number())
    .optional()
    .describe(
      "Numbers, as many as the gallery's `model.dimension`; the length does not matter, the direction does.",
    ),
  item: z
    .string()
    .optional()
    .describe(
      'The id of an item of the gallery: what is it most like? The item itself is left out of the hits.',
    ),
  image: z.string().optional().describe('A picture in base64 (a data URL is fine).'),
};
const documentedExamples = z
  .array(
    z.object(documentedExample).meta({
      id: 'SearchExample',
      description: 'Exactly one of `vector`, `item` and `image`.',
    }),
  )
  .min(1)
  .max(searchLimits.examplesMax)
  .optional();

/** The JSON body as the document shows it. */
export const searchBodySchema = z
  .object({
    ...documentedExample,
    positive: documentedExamples.describe('Several examples of what is looked for.'),
    negative: documentedExamples.describe(
      'Examples of what is not looked for, beside `positive`: the search starts from the mean of the positive ones and goes as far again away from the mean of the negative ones.',
    ),
    filter: filterSchema.optional(),
    ...documentedOptions,
  })
  .meta({
    id: 'SearchRequest',
    description: 'Exactly one of `vector`, `item`, `image` and `positive`.',
    examples: [
      { item: '0192f0c1-6b0a-7000-8000-000000000001', limit: 5 },
      {
        positive: [{ item: '0192f0c1-6b0a-7000-8000-000000000001' }],
        negative: [{ item: '0192f0c1-6b0a-7000-8000-000000000002' }],
        filter: { must: [{ field: 'metadata.line', equals: 3 }] },
        minScore: 0.8,
      },
    ],
  });

export const searchBatchBodySchema = z
  .object({ searches: z.array(searchBodySchema).min(1).max(searchLimits.batchMax) })
  .meta({
    id: 'SearchBatchRequest',
    description: `At most ${searchLimits.batchMax} searches with ${searchLimits.picturesMax} pictures in all.`,
  });

export const searchFormSchema = z
  .object({
    image: z
      .string()
      .meta({ format: 'binary' })
      .describe('The picture, at most 20 MB and 50 megapixels.'),
    filter: z.string().optional().describe('A `Filter` as JSON text.'),
    ...documentedOptions,
  })
  .meta({ id: 'SearchForm' });

export const searchHitSchema = z
  .object({
    item: z.string().describe('The id of the item.'),
    externalId: z.string().nullable(),
    label: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()),
    score: z.number().describe('0 to 1, higher is more alike: 1 - distance / 2.'),
    distance: z.number().describe('0 to 2: 1 - cosine of the angle.'),
    match: z
      .enum(['match', 'uncertain', 'noMatch', 'uncalibrated'])
      .describe(
        '`match` at or above the threshold, `uncertain` from the loosest calibrated threshold on, else `noMatch`; `uncalibrated` for several examples and until the gallery has thresholds.',
      ),
  })
  .meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof searchHitSchema>;

export const searchResultSchema = z
  .object({
    hits: z.array(searchHitSchema).describe('The most alike first.'),
    model: z.string().describe('The id of the one model behind every hit.'),
    indexVersion: z.int(),
    threshold: z
      .number()
      .nullable()
      .describe('The score from which on a hit is a `match`; null where none is known.'),
    exact: z.boolean().describe('Whether every item was compared.'),
    reranked: z
      .boolean()
      .describe(
        'Whether full embeddings ranked the hits, as the gallery has it; a `vector` has none, so shadows do.',
      ),
    tookMs: z.number(),
  })
  .meta({ id: 'SearchResult' });
export type SearchResult = z.infer<typeof searchResultSchema>;

export const searchBatchResultSchema = z
  .object({
    results: z
      .array(searchResultSchema)
      .describe('One a search, in their order, all by one model and one state of the index.'),
  })
  .meta({ id: 'SearchBatchResult' });
export type SearchBatchResult = z.infer<typeof searchBatchResultSchema>;
