import { UmbraError } from '@umbra/core/errors';
import type { ItemFields } from '../items/item-filing.js';
import { createItemSchema } from '../items/items.schema.js';

const fieldsSchema = createItemSchema.omit({ vector: true, model: true });

/** The fields of an imported item under the rules of every other; an error says what is wrong. */
export function checkedFields(fields: object): ItemFields | UmbraError {
  const parsed = fieldsSchema.safeParse(fields);
  if (parsed.success) {
    return parsed.data;
  }
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  const message = issue?.message ?? 'is not valid';
  return new UmbraError('invalid_request', place === '' ? `${message}.` : `${place}: ${message}.`);
}
