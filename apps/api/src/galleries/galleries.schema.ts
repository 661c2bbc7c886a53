import { indexLimits } from '@umbra/core/index';
import { z } from 'zod';
import { listOf } from '../http/list.schema.js';
import { rerankChoices } from '../serving/rerank.js';

export const galleryNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    'must be 1 to 63 lower-case letters, digits and hyphens, and start with a letter or digit',
  );

export const gallerySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    itemCount: z.int(),
    labelCount: z.int().describe('How many different labels its items have.'),
    exampleCount: z.int().describe('How many held-back pictures there are to try a search with.'),
    model: z
      .object({
        id: z.string(),
        name: z.string(),
        kind: z.enum(['baseline-pixels', 'own-vectors', 'trained']),
        dimension: z.int().describe('The length of the vectors that are searched.'),
        embeddingDimension: z.int().describe('The length of the full embedding.'),
      })
      .describe('The model that serves the gallery.'),
    previousModel: z.string().nullable().describe('The id of the model that served before.'),
    index: z.object({
      state: z
        .enum(['ready', 'building', 'linking'])
        .describe(
          '`building` while the index is filled from the store: searches wait for it. `linking` while vectors are not all in its graph: searches are right, but slower.',
        ),
      size: z.int(),
      version: z.int().describe('Goes up by one with every promotion.'),
      rerank: z
        .enum(rerankChoices)
        .describe('In what the full embeddings are kept that rank the hits; `none`: shadows do.'),
      bytes: z
        .object({
          shadows: z.int(),
          embeddings: z.int().describe('Of the full embeddings that rank.'),
          graph: z.int(),
        })
        .nullable()
        .describe('Memory that the index takes; null while it is not open.'),
      deletedShare: z
        .number()
        .nullable()
        .describe('Of the nodes of its graph; from 0.3 on it is built anew.'),
      recall: z
        .object({
          value: z.number().describe('The share of the nearest items that searches found.'),
          searches: z.int().describe('So many were repeated exactly.'),
        })
        .nullable()
        .describe('Measured on some of the latest searches; null until its graph has answered.'),
    }),
    activeRun: z
      .string()
      .nullable()
      .describe('The id of its training run that is queued or running.'),
  })
  .meta({ id: 'Gallery' });
export type Gallery = z.infer<typeof gallerySchema>;

export const galleryListSchema = listOf(gallerySchema, 'GalleryList');

const descriptionSchema = z
  .string()
  .max(1000, 'must be at most 1,000 characters')
  .regex(/^(\P{Cc}|\s)*$/u, 'must not contain control characters')
  .nullable();

export const createGallerySchema = z
  .strictObject({
    name: galleryNameSchema.describe('Unique; stands in addresses.'),
    description: descriptionSchema.default(null),
    dimension: z
      .int()
      .min(1)
      .max(indexLimits.dimensionMax)
      .optional()
      .describe(
        'For vectors of your own, of so many numbers: the gallery then takes no pictures. Left out for pictures.',
      ),
    rerank: z
      .enum(rerankChoices)
      .default('none')
      .describe('Whether full embeddings rank what the shadows find; see `promote`.'),
  })
  .refine(({ dimension, rerank }) => dimension === undefined || rerank === 'none', {
    path: ['rerank'],
    message: 'must be none for vectors of your own, which have no full embeddings',
  })
  .meta({ id: 'CreateGallery' });
export type CreateGallery = z.infer<typeof createGallerySchema>;

export const updateGallerySchema = z
  .strictObject({
    name: galleryNameSchema.optional(),
    description: descriptionSchema.optional(),
  })
  .meta({ id: 'UpdateGallery' });
export type UpdateGallery = z.infer<typeof updateGallerySchema>;

export const labelListSchema = z
  .object({
    items: z.array(z.object({ label: z.string(), count: z.int() }).meta({ id: 'LabelCount' })),
  })
  .meta({ id: 'LabelList', description: 'Every label of the gallery, by name.' });
