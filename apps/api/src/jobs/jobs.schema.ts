import { z } from 'zod';
import { listOf } from '../http/list.schema.js';
import { importReportSchema } from '../imports/imports.schema.js';
import { pocSummarySchema } from '../poc/poc.schema.js';
import { paritySchema } from '../serving/parity.js';
import { jobKinds } from './job-kinds.js';

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
    poc: pocSummarySchema.nullable().describe('What a proof of concept came to.'),
    attempts: z.int().describe('How often it was begun since it last got further.'),
    retryAt: z.iso
      .datetime()
      .nullable()
      .describe('When it is tried again, after an attempt that failed in passing.'),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable().describe('When it was begun for the first time.'),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof jobSchema>;

export const jobListSchema = listOf(jobSchema, 'JobList');

export const jobLogLineSchema = z
  .object({ at: z.iso.datetime(), level: z.enum(['info', 'warn', 'error']), message: z.string() })
  .meta({ id: 'JobLogLine', description: 'Something that happened to a job.' });
export type JobLogLine = z.infer<typeof jobLogLineSchema>;

export const jobLogSchema = listOf(jobLogLineSchema, 'JobLog');

export const jobParamsSchema = z.object({
  job: z.string().max(100).describe('The id of the job.'),
});
