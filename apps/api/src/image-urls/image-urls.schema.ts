import { z } from 'zod';

export const imageUrlLimits = { secondsDefault: 300, secondsMax: 3600, itemsMax: 200 } as const;
const { secondsDefault, secondsMax, itemsMax } = imageUrlLimits;

export const createImageUrlsSchema = z
  .strictObject({
    items: z
      .array(z.string().min(1).max(100))
      .min(1, 'name at least one item')
      .max(itemsMax, `must be at most ${itemsMax} items`)
      .describe('The ids of the items.'),
    expiresInSeconds: z
      .int()
      .min(1)
      .max(secondsMax, `must be at most ${secondsMax}`)
      .default(secondsDefault)
      .describe('How long the addresses open the pictures.'),
  })
  .meta({
    id: 'CreateImageUrls',
    examples: [{ items: ['0192f0c1-6b0a-7000-8000-000000000001'], expiresInSeconds: 60 }],
  });
export type CreateImageUrls = z.infer<typeof createImageUrlsSchema>;

export const imageUrlsSchema = z
  .object({
    urls: z.array(
      z.object({
        item: z.string(),
        url: z
          .string()
          .describe('Relative to this server. `&size=256` may be added for a preview.'),
      }),
    ),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'ImageUrls', description: 'One a wanted item, in their order.' });
export type ImageUrls = z.infer<typeof imageUrlsSchema>;
