import { z } from 'zod';
import { listOf } from '../http/list.schema.js';
import { importReportSchema } from '../imports/imports.schema.js';
import { paritySchema } from '../serving/parity.js';

export const jobKinds = ['promote', 'import', 'import-gallery'] as const;
export type JobKind = (typeof jobKinds)[number];

export const jobStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

export const workErrorSchema = z
  .object({ code: z.string(), message: z.string() })
  .meta({ id: 'WorkError', description: 'Why work in the background failed.' });

export const jobSchema = z
  .object({
    id: z.string(),
    kind: z.enum(jobKinds),
    gallery: z
      .string()
      .nullable()
      .describe('The id of the gallery it works on; null until one that is imported is whole.'),
    state: z.enum(jobStates),
    progress: z.object({ done: z.int(), total: z.int() }),
    error: workErrorSchema.nullable(),
    parity: paritySchema.nullable().describe('How the models compare, once a promotion is done.'),
    import: importReportSchema.nullable().describe('What an import has come to so far.'),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof jobSchema>;

export const jobListSchema = listOf(jobSchema, 'JobList');

export const jobParamsSchema = z.object({
  job: z.string().max(100).describe('The id of the job.'),
});
