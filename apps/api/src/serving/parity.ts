import { z } from 'zod';

export const paritySchema = z
  .object({
    compared: z.int().describe('So many items of the gallery searched for their like.'),
    answersChanged: z
      .number()
      .describe('The share of the first ten answers that the model before did not give.'),
    recallAt1Before: z
      .number()
      .nullable()
      .describe('How often the nearest item had the own label, of items the new model never saw.'),
    recallAt1After: z.number().nullable(),
  })
  .meta({
    id: 'Parity',
    description: 'The model before and the new one on the same items of this gallery.',
  });
export type Parity = z.infer<typeof paritySchema>;

/** The first answers to one item by one model: items by their ids, with their labels. */
export interface ParityAnswer {
  readonly hits: readonly { readonly item: string; readonly label: string | null }[];
}

/** So many answers are compared. */
export const parityHits = 10;

export interface ParityItem {
  readonly label: string | null;
  /** Whether the new model saw it in training, which makes it look better than it is. */
  readonly trained: boolean;
  readonly before: ParityAnswer;
  readonly after: ParityAnswer;
}

export function parityOf(items: readonly ParityItem[]): Parity {
  const judged = items.filter(({ label, trained }) => label !== null && !trained);
  const recall = (side: 'before' | 'after') =>
    judged.length === 0
      ? null
      : mean(judged.map((item) => (item[side].hits[0]?.label === item.label ? 1 : 0)));
  return {
    compared: items.length,
    answersChanged: items.length === 0 ? 0 : mean(items.map(changedShare)),
    recallAt1Before: recall('before'),
    recallAt1After: recall('after'),
  };
}

function changedShare({ before, after }: ParityItem): number {
  const known = new Set(before.hits.map(({ item }) => item));
  const changed = after.hits.filter(({ item }) => !known.has(item)).length;
  return after.hits.length === 0 ? 0 : changed / after.hits.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
