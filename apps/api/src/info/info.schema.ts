import { z } from 'zod';
import { sampleSchema } from '../sample/sample.schema.js';

export const infoSchema = z
  .object({
    version: z.string(),
    backend: z
      .object({ name: z.string(), detail: z.string() })
      .describe('What computes embeddings; `starting` in the first moments.'),
    limits: z.object({
      imageBytesMax: z.int(),
      imagePixelsMax: z.int(),
      labelLengthMax: z.int(),
      metadataBytesMax: z.int(),
      searchLimitMax: z.int(),
      listLimitMax: z.int(),
    }),
    sample: sampleSchema,
  })
  .meta({ id: 'Info' });
export type Info = z.infer<typeof infoSchema>;
