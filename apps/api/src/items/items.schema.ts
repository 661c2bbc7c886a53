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
    width: z.int(),
    height: z.int(),
    bytes: z.int(),
    format: z.string().describe('jpeg, png, webp, gif, tiff or avif.'),
    sha256: z.string().describe('Of the stored file.'),
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

/** The text fields beside the picture. An empty field is one that a form left empty. */
export const createItemSchema = z.strictObject({
  label: z
    .literal('')
    .transform(() => undefined)
    .or(labelSchema)
    .optional(),
  externalId: z
    .literal('')
    .transform(() => undefined)
    .or(z.string().max(externalIdLengthMax, `must be at most ${externalIdLengthMax} characters`))
    .optional(),
  metadata: z
    .literal('')
    .transform(() => undefined)
    .or(metadataFieldSchema)
    .optional(),
});
export type CreateItem = z.infer<typeof createItemSchema>;

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
    .describe('The longest side of a preview (WebP). Without it the stored file is answered.'),
});
export type ImageQuery = z.infer<typeof imageQuerySchema>;
