import { z } from 'zod';
import { listOf } from '../http/list.schema.js';

export const exampleSchema = z
  .object({
    id: z.string(),
    label: z.string().nullable().describe('What it shows: the answer a search should find.'),
  })
  .meta({
    id: 'Example',
    description: 'A picture that is held back from the gallery, to try a search with.',
  });
export type Example = z.infer<typeof exampleSchema>;

export const exampleListSchema = listOf(exampleSchema, 'ExampleList');
