/**
 * A gallery as one file: a tar of `gallery.json` (what it is and the model that serves it),
 * `model/*`, `backbone/*` where the model stands on one, `trained.txt` (the pictures that the model
 * has seen), `images/<sha256>` and `items/<number>.ndjson`, each picture before the items that show
 * it. `SHA256SUMS` comes last and names everything before it, in the form that `sha256sum -c`
 * reads: a file that was cut off has none.
 */
import { calibrationSchema } from '@umbra/core/calibration';
import { z } from 'zod';
import { galleryNameSchema, gallerySchema } from '../galleries/galleries.schema.js';
import { itemSchema } from '../items/items.schema.js';
import { modelSchema } from '../models/models.schema.js';
import { rerankChoices } from '../serving/rerank.js';

export const transferNames = {
  gallery: 'gallery.json',
  trained: 'trained.txt',
  sums: 'SHA256SUMS',
} as const;

/** Items in one file of lines. */
export const itemsPerFile = 200;

/** Longest entries that are read into memory. */
export const entryBytesMax = {
  json: 16 * 2 ** 20,
  items: 64 * 2 ** 20,
  list: 512 * 2 ** 20,
} as const;

const shownModel = modelSchema.shape;

export const transferModelSchema = z.strictObject({
  kind: shownModel.kind,
  name: shownModel.name,
  dimension: z.int().min(1),
  embeddingDimension: z.int().min(1),
  facts: z.strictObject({
    input: z
      .strictObject({
        width: z.int().min(1),
        height: z.int().min(1),
        channels: z.union([z.literal(1), z.literal(3)]),
      })
      .nullable(),
    classes: z.int().min(0),
    metrics: shownModel.metrics,
    baseline: shownModel.baseline,
    loss: shownModel.loss,
    seed: shownModel.seed,
    backend: shownModel.backend,
  }),
  bytes: z.int().min(0),
  createdAt: z.iso.datetime(),
  backbone: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});
export type TransferModel = z.infer<typeof transferModelSchema>;

export const transferGallerySchema = z.strictObject({
  format: z.literal('umbra-gallery'),
  version: z.literal(1, { error: 'must be 1, the version that this Umbra reads' }),
  name: galleryNameSchema,
  description: gallerySchema.shape.description,
  rerank: z.enum(rerankChoices),
  items: z.int().min(0).describe('How many there were when the export began.'),
  model: transferModelSchema,
  calibration: z
    .strictObject({ calibration: calibrationSchema, measuredAt: z.iso.datetime() })
    .nullable(),
});
export type TransferGallery = z.infer<typeof transferGallerySchema>;

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);

export const transferItemSchema = z.strictObject({
  ...itemSchema.pick({ externalId: true, label: true, metadata: true }).shape,
  sha256: itemSchema.shape.sha256,
  createdAt: itemSchema.shape.createdAt,
  updatedAt: itemSchema.shape.updatedAt,
  shadow: base64.describe('float32, little-endian.'),
  embedding: base64.describe('The same; empty where the vector came from outside.'),
});
export type TransferItem = z.infer<typeof transferItemSchema>;
