import { z } from 'zod';

export const searchLimits = { default: 10, max: 1000, efMax: 4096 } as const;

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
};

/**
 * What is accepted: exactly one query, and how to search. The vector's numbers are checked by
 * core's own gate.
 */
export const searchRequestSchema = z.strictObject({
  vector: z.unknown().optional(),
  item: z.string().min(1).max(100).optional(),
  image: z.string().min(1, 'must not be empty').optional(),
  ...optionShape,
});
export type SearchRequest = z.infer<typeof searchRequestSchema>;

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
};

/** The JSON body as the document shows it. */
export const searchBodySchema = z
  .object({
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
    ...documentedOptions,
  })
  .meta({ id: 'SearchRequest', description: 'Exactly one of `vector`, `item` and `image`.' });

export const searchFormSchema = z
  .object({
    image: z
      .string()
      .meta({ format: 'binary' })
      .describe('The picture, at most 20 MB and 50 megapixels.'),
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
      .describe('`uncalibrated` until the gallery has thresholds.'),
  })
  .meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof searchHitSchema>;

export const searchResultSchema = z
  .object({
    hits: z.array(searchHitSchema).describe('The most alike first.'),
    model: z.string().describe('The id of the one model behind every hit.'),
    indexVersion: z.int(),
    threshold: z.number().nullable(),
    exact: z.boolean().describe('Whether every item was compared.'),
    tookMs: z.number(),
  })
  .meta({ id: 'SearchResult' });
export type SearchResult = z.infer<typeof searchResultSchema>;
