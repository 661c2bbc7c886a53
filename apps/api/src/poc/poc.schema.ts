import { z } from 'zod';
import { listOf } from '../http/list.schema.js';

export const pocLimits = { secondsMin: 5, secondsMax: 86_400, megabytesMin: 64 } as const;

export const startPocSchema = z
  .strictObject({
    timeBudgetSeconds: z
      .int()
      .min(pocLimits.secondsMin)
      .max(pocLimits.secondsMax)
      .default(600)
      .describe('How long it may take; more time tries more and settles more.'),
    memoryBudgetMb: z
      .int()
      .min(pocLimits.megabytesMin)
      .max(10_000_000)
      .optional()
      .describe('Refuses a search whose trainings would take more.'),
  })
  .meta({ id: 'StartPoc', examples: [{ timeBudgetSeconds: 600, memoryBudgetMb: 2000 }] });
export type StartPoc = z.infer<typeof startPocSchema>;

/** What a report comes to in a few figures. */
export const pocSummarySchema = z
  .object({
    sentence: z.string().describe('What is recommended, in words.'),
    loss: z.string(),
    mining: z.string(),
    dimension: z.int().describe('How long the vectors are.'),
    recallAt1: z.number().describe('Mean over the seeds, on pictures that no training saw.'),
    mapAtR: z.number(),
    pictures: z.int(),
    classes: z.int(),
    usedSeconds: z.number(),
  })
  .meta({ id: 'PocSummary' });
export type PocSummary = z.infer<typeof pocSummarySchema>;

export const pocListSchema = listOf(
  z
    .object({
      job: z.string().describe('The id of the job that made it.'),
      createdAt: z.iso.datetime(),
      finishedAt: z.iso.datetime(),
      summary: pocSummarySchema,
    })
    .meta({ id: 'PocEntry' }),
  'PocList',
);
export type PocList = z.infer<typeof pocListSchema>;

export const pocParamsSchema = z.object({
  gallery: z.string().max(200),
  job: z.string().max(100).describe('The id of the job that made the report.'),
});
