import { imageLimits } from '@umbra/core/image';
import { z } from 'zod';
import { listOf, listQueryShape } from '../http/list.schema.js';
import { fieldsOf } from './item-fields.js';

export const itemLimits = {
  labelLengthMax: 200,
  externalIdLengthMax: 200,
  metadataBytesMax: 16_384,
  metadataValuesMax: 256,
  imageBytesMax: imageLimits.bytesMax,
} as const;

const { labelLengthMax, externalIdLengthMax, metadataBytesMax, metadataValuesMax } = itemLimits;

/**
 * Control characters belong into no name; some of them end a text early where it is shown or
 * stored.
 */
const plainText = z.string().regex(/^\P{Cc}*$/u, 'must not contain control characters');

const labelSchema = plainText
  .trim()
  .min(1, 'must not be empty')
  .max(labelLengthMax, `must be at most ${labelLengthMax} characters`);

const metadataSchema = z
  .record(z.string(), z.unknown(), 'must be a JSON object')
  .refine((value) => jsonBytes(value) <= metadataBytesMax, {
    message: `must be at most ${metadataBytesMax} bytes of JSON`,
    abort: true,
  })
  .refine((value) => fieldsOf(value).length <= metadataValuesMax, {
    message: `must hold at most ${metadataValuesMax} values`,
  });

/** What is nested too deep to be written is too large. */
function jsonBytes(value: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(value));
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

export const itemSchema = z
  .object({
    id: z.string(),
    gallery: z.string().describe('The id of its gallery.'),
    externalId: z.string().nullable().describe('Your own name of it, unique in the gallery.'),
    label: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()),
    width: z.int().nullable().describe('Null, as all of the picture, for an item without one.'),
    height: z.int().nullable(),
    bytes: z.int().nullable(),
    format: z.string().nullable().describe('jpeg, png, webp, gif, tiff or avif.'),
    sha256: z.string().nullable().describe('Of the stored file.'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Item' });
export type Item = z.infer<typeof itemSchema>;

export const itemListSchema = listOf(itemSchema, 'ItemList');

export const itemQuerySchema = z.strictObject({
  ...listQueryShape,
  label: z.string().max(labelLengthMax).optional().describe('Only the items with this label.'),
});
export type ItemQuery = z.infer<typeof itemQuerySchema>;

/** A form field carries text: the metadata arrive as JSON text and are read here. */
const metadataFieldSchema = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'must be a JSON object, such as {"line": 3}' });
      return z.NEVER;
    }
  })
  .pipe(metadataSchema);

const externalIdSchema = plainText.max(
  externalIdLengthMax,
  `must be at most ${externalIdLengthMax} characters`,
);
const emptyField = z.literal('').transform(() => undefined);

/**
 * The fields beside the picture, or beside the vector, whose numbers core's own gate checks. An
 * empty field is one that a form left empty.
 */
export const createItemSchema = z.strictObject({
  label: emptyField.or(labelSchema).optional(),
  externalId: emptyField.or(externalIdSchema).optional(),
  metadata: emptyField.or(metadataFieldSchema).or(metadataSchema).optional(),
  vector: z.unknown().optional(),
  model: z.string().max(100).optional(),
});
export type CreateItem = z.infer<typeof createItemSchema>;

/** The JSON body as the document shows it. */
export const createItemBodySchema = z
  .object({
    vector: z
      .array(z.number())
      .describe(
        "Numbers, as many as the gallery's `model.dimension`, made by the model that serves it.",
      ),
    model: z
      .string()
      .optional()
      .describe(
        'The id of the model that made the vector: refused with `conflict` when another one serves.',
      ),
    label: z.string().max(labelLengthMax).optional(),
    externalId: z
      .string()
      .max(externalIdLengthMax)
      .optional()
      .describe('Your own name of it. The same one again replaces the item.'),
    metadata: z.record(z.string(), z.unknown()).optional().describe('At most 16 kB of JSON.'),
  })
  .meta({
    id: 'CreateItemByVector',
    examples: [{ vector: [0.12, -0.7, 0.33], label: 'washer', metadata: { line: 3 } }],
  });

/** The same form as the document shows it. */
export const createItemFormSchema = z
  .object({
    image: z
      .string()
      .meta({ format: 'binary' })
      .describe('The picture, at most 20 MB and 50 megapixels.'),
    label: z.string().max(labelLengthMax).optional().describe('What the picture shows.'),
    externalId: z
      .string()
      .max(externalIdLengthMax)
      .optional()
      .describe('Your own name of it. The same one again replaces the item.'),
    metadata: z.string().optional().describe('A JSON object, as text, of at most 16 kB.'),
  })
  .meta({ id: 'CreateItem' });

export const updateItemSchema = z
  .strictObject({
    label: labelSchema.nullable().optional(),
    metadata: metadataSchema.optional().describe('Replaces the metadata as a whole.'),
  })
  .meta({ id: 'UpdateItem' });
export type UpdateItem = z.infer<typeof updateItemSchema>;

export const imageQuerySchema = z.strictObject({
  size: z.coerce
    .number('size must be a whole number')
    .int('size must be a whole number')
    .min(16, 'size must be at least 16')
    .max(2048, 'size must be at most 2048')
    .optional()
    .describe(
      'The longest side of a preview (WebP), rounded up to the next of 16, 24, 32, 48, 64, 96, ... 2048. Without it the stored file is answered.',
    ),
});
export type ImageQuery = z.infer<typeof imageQuerySchema>;

/** The same, with what a signed address carries; the authentication checks it. */
export const signedImageQuerySchema = imageQuerySchema.extend({
  key: z.string().max(100).optional().describe('Of a signed address.'),
  expires: z.string().max(20).optional().describe('Of a signed address.'),
  signature: z.string().max(100).optional().describe('Of a signed address.'),
});
