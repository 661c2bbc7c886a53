import { z } from 'zod';

export const filterLimits = { conditionsMax: 32, valuesMax: 1000, textLengthMax: 1000 } as const;

const text = z.string().max(filterLimits.textLengthMax, 'must be at most 1,000 characters');
const value = z.union([text, z.number(), z.boolean()], 'must be a text, a number or a truth value');
const bound = z.union([text, z.number()], 'must be a text or a number');

const field = z
  .string()
  .regex(
    /^(label|externalId|metadata\.[^\p{Cc}]{1,200})$/u,
    'must be label, externalId or metadata.<name>',
  )
  .describe('`label`, `externalId`, or `metadata.` and a name, dotted: `metadata.size.width`.');

const range = z
  .strictObject({
    gt: bound.optional(),
    gte: bound.optional(),
    lt: bound.optional(),
    lte: bound.optional(),
  })
  .refine((bounds) => new Set(Object.values(bounds).map((one) => typeof one)).size === 1, {
    message: 'must have one bound at least, and only numbers or only texts',
  });

const operators = ['equals', 'any', 'range', 'exists'] as const;

const conditionSchema = z
  .strictObject({
    field,
    equals: value.optional(),
    any: z
      .array(value)
      .min(1, 'must name one value at least')
      .max(filterLimits.valuesMax, 'must name at most 1,000 values')
      .optional()
      .describe('Equal to one of these.'),
    range: range
      .optional()
      .describe('Between bounds. Texts compare by their bytes, which is right for ISO dates.'),
    exists: z.boolean().optional().describe('Whether there is a value at all; null is none.'),
  })
  .refine((condition) => operators.filter((name) => condition[name] !== undefined).length === 1, {
    message: `must have exactly one of ${operators.join(', ')}`,
  })
  .meta({
    id: 'Condition',
    description:
      'Exactly one of `equals`, `any`, `range` and `exists`. A list fulfils it when one of its values does. 1, "1" and true are three different values.',
  });
export type Condition = z.infer<typeof conditionSchema>;

const conditions = z
  .array(conditionSchema)
  .max(filterLimits.conditionsMax, `must be at most ${filterLimits.conditionsMax} conditions`);

export const filterSchema = z
  .strictObject({
    must: conditions.optional().describe('All of these.'),
    should: conditions.optional().describe('At least one of these, unless the list is empty.'),
    mustNot: conditions.optional().describe('None of these.'),
  })
  .meta({
    id: 'Filter',
    description:
      'Which items may be found. As many are found as `limit` asks for whenever so many fulfil it.',
    examples: [
      {
        must: [{ field: 'label', any: ['washer', 'ring'] }],
        mustNot: [{ field: 'metadata.line', range: { gte: 4 } }],
      },
    ],
  });
export type Filter = z.infer<typeof filterSchema>;
