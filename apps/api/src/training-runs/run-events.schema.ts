import { z } from 'zod';
import { trainingRunSchema } from './training-runs.schema.js';

const stamp = {
  id: z
    .int()
    .describe('The sequence number within the run; send the last one to go on from there.'),
  at: z.iso.datetime(),
};

/** What a training run tells while it works; `kind` is also the name of the server-sent event. */
export const runEventSchema = z
  .discriminatedUnion('kind', [
    z
      .object({ ...stamp, kind: z.literal('state'), run: trainingRunSchema })
      .meta({ id: 'RunStateEvent', description: 'The run entered another state or phase.' }),
    z
      .object({ ...stamp, kind: z.literal('preparing'), done: z.int(), total: z.int() })
      .meta({ id: 'RunPreparingEvent', description: 'Pictures are being read.' }),
    z
      .object({
        ...stamp,
        kind: z.literal('started'),
        classes: z.int(),
        trainImages: z.int(),
        validationImages: z.int(),
        parameters: z.int(),
        epochs: z.int(),
        steps: z.int(),
      })
      .meta({ id: 'RunStartedEvent' }),
    z.object({ ...stamp, kind: z.literal('resumed'), step: z.int(), epoch: z.int() }).meta({
      id: 'RunResumedEvent',
      description:
        'The training was cut off and goes on after this step. Steps that were told of already ' +
        'are told again, with the same figures.',
    }),
    z
      .object({
        ...stamp,
        kind: z.literal('step'),
        step: z.int(),
        epoch: z.int(),
        loss: z.number(),
        activeShare: z.number().describe('The share of triplets that still teach something.'),
        fraction: z.number(),
        secondsLeft: z.number().nullable(),
        imagesPerSecond: z.number().nullable(),
      })
      .meta({ id: 'RunStepEvent', description: 'At most about five a second are kept.' }),
    z
      .object({
        ...stamp,
        kind: z.literal('epoch'),
        epoch: z.int(),
        loss: z.number(),
        recallAt1: z.number().nullable(),
        rPrecision: z.number().nullable(),
        mapAtR: z.number().nullable(),
        ndcg: z.number().nullish(),
      })
      .meta({ id: 'RunEpochEvent' }),
    z
      .object({
        ...stamp,
        kind: z.literal('finished'),
        bestEpoch: z.int(),
        recallAt1: z.number().nullable(),
        baselineRecallAt1: z.number().nullable(),
      })
      .meta({ id: 'RunFinishedEvent', description: 'The training itself is done.' }),
    z
      .object({ ...stamp, kind: z.literal('skipped'), path: z.string(), reason: z.string() })
      .meta({ id: 'RunSkippedEvent', description: 'A picture could not be read.' }),
    z.object({ ...stamp, kind: z.literal('embedding'), done: z.int(), total: z.int() }).meta({
      id: 'RunEmbeddingEvent',
      description: "The gallery's items are being embedded with the new model.",
    }),
  ])
  .meta({ id: 'RunEvent' });
export type RunEvent = z.infer<typeof runEventSchema>;

/** An event before the run's log has numbered it. */
export type NewRunEvent = RunEvent extends infer E
  ? E extends RunEvent
    ? Omit<E, 'id' | 'at'>
    : never
  : never;

export const runEventQuerySchema = z.strictObject({
  lastEventId: z.coerce
    .number('lastEventId must be a whole number')
    .int()
    .min(0)
    .optional()
    .describe('Replay from after this event, like the Last-Event-ID header.'),
});
export type RunEventQuery = z.infer<typeof runEventQuerySchema>;
