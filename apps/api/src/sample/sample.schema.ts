import { z } from 'zod';

export const sampleStates = [
  'none',
  'drawing',
  'importing',
  'training',
  'ready',
  'failed',
] as const;

export const sampleSchema = z
  .object({
    state: z.enum(sampleStates),
    done: z.int(),
    total: z.int(),
    gallery: z.string().nullable().describe('The id of the sample gallery.'),
    run: z.string().nullable().describe('The id of its training run.'),
    error: z.string().nullable(),
  })
  .meta({ id: 'Sample', description: 'How far the sample gallery is that an empty home gets.' });
export type Sample = z.infer<typeof sampleSchema>;
