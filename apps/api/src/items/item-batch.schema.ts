import { z } from 'zod';
import { problemCodes } from '../http/problem.schema.js';
import { updateItemSchema } from './items.schema.js';

export const itemBatchLimits = { itemsMax: 1000 } as const;
const { itemsMax } = itemBatchLimits;

export const itemBatchSchema = z
  .strictObject({
    items: z
      .array(z.string().min(1).max(100))
      .min(1, 'name at least one item')
      .max(itemsMax, `must be at most ${itemsMax} items`)
      .describe('The ids of the items.'),
    set: z
      .strictObject(updateItemSchema.shape)
      .optional()
      .describe('What all of them get. What is left out stays as it is.'),
    delete: z.literal(true, 'must be true, or be left out').optional(),
  })
  .refine((body) => (body.set === undefined) !== (body.delete === undefined), {
    message: 'send one of `set` and `delete`',
  })
  .refine(({ set }) => set === undefined || Object.keys(set).length > 0, {
    message: 'must have a label or metadata',
    path: ['set'],
  })
  .meta({
    id: 'ItemBatch',
    examples: [{ items: ['0192f0c1-6b0a-7000-8000-000000000001'], set: { label: 'washer' } }],
  });
export type ItemBatch = z.infer<typeof itemBatchSchema>;

export const itemBatchResultSchema = z
  .object({
    changed: z.int().describe('How many items were changed.'),
    refused: z
      .array(z.object({ item: z.string(), code: z.enum(problemCodes), detail: z.string() }))
      .describe('The items that were not, each with the reason; the others were.'),
  })
  .meta({ id: 'ItemBatchResult', examples: [{ changed: 1, refused: [] }] });
export type ItemBatchResult = z.infer<typeof itemBatchResultSchema>;
