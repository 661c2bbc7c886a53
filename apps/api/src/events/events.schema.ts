import { z } from 'zod';
import { gallerySchema } from '../galleries/galleries.schema.js';
import { jobSchema } from '../jobs/jobs.schema.js';
import { trainingRunSchema } from '../training-runs/training-runs.schema.js';

const galleryId = z.string().describe('The id of the gallery that it belongs to.');

/** What has changed, as its own address answers it; `type` is also the name of the event. */
export const changeEventSchema = z
  .discriminatedUnion('type', [
    z
      .object({ type: z.literal('job'), ...jobSchema.shape })
      .meta({ id: 'JobChange', description: 'A job was queued, got further or ended.' }),
    z.object({ type: z.literal('training-run'), ...trainingRunSchema.shape }).meta({
      id: 'TrainingRunChange',
      description: 'A run was queued, got further or ended; its own stream tells each step.',
    }),
    z
      .object({ type: z.literal('gallery'), gallery: galleryId, ...gallerySchema.shape })
      .meta({ id: 'GalleryChange', description: 'A gallery, its items or what serves it.' }),
    z
      .object({ type: z.literal('gallery-deleted'), id: z.string(), gallery: galleryId })
      .meta({ id: 'GalleryDeletion' }),
    z.object({ type: z.literal('reset') }).meta({
      id: 'ChangesLost',
      description: 'What came after the last event is not known any more: fetch everything anew.',
    }),
  ])
  .meta({ id: 'ChangeEvent' });
export type ChangeEvent = z.infer<typeof changeEventSchema>;

export const changesQuerySchema = z.strictObject({
  gallery: z.string().max(100).optional().describe('Only what concerns this gallery (name or id).'),
  lastEventId: z.coerce
    .number('lastEventId must be a whole number')
    .int()
    .min(0)
    .optional()
    .describe('Replay from after this event, like the Last-Event-ID header.'),
});
export type ChangesQuery = z.infer<typeof changesQuerySchema>;
