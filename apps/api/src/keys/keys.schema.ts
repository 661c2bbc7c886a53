import { z } from 'zod';
import { listOf } from '../http/list.schema.js';
import { scopes } from './scopes.js';

export const scopeSchema = z
  .enum(scopes)
  .describe(
    '`search` reads and searches, `write` changes galleries and items, `train` trains and promotes, `admin` may do everything.',
  );

const keyShape = {
  id: z.string(),
  name: z.string(),
  scopes: z.array(scopeSchema),
  galleries: z
    .array(z.string())
    .nullable()
    .describe('The ids of the galleries the key is bound to; null when it sees them all.'),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable().describe('To the minute.'),
  expiresAt: z.iso
    .datetime()
    .nullable()
    .describe('From then on it opens nothing; null when it does not expire.'),
};

export const keySchema = z.object(keyShape).meta({ id: 'Key' });
export type Key = z.infer<typeof keySchema>;

export const newKeySchema = z
  .object({
    ...keyShape,
    key: z.string().describe('The key itself. It is shown this once; only its hash is stored.'),
  })
  .meta({ id: 'NewKey' });

export const keyListSchema = listOf(keySchema, 'KeyList');

export const createKeySchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100).describe('Who or what uses the key.'),
    scopes: z.array(scopeSchema).min(1, 'name at least one scope').max(scopes.length),
    galleries: z
      .array(z.string().min(1).max(100))
      .min(1, 'name at least one gallery, or leave it out')
      .max(1000)
      .nullable()
      .default(null)
      .describe('Names or ids of the galleries to bind the key to.'),
    expiresAt: z.iso
      .datetime({ offset: true, error: 'must be a time such as 2030-01-31T12:00:00Z' })
      .nullable()
      .default(null)
      .describe('When it ceases to open anything; left out, it does not expire.'),
  })
  .meta({
    id: 'CreateKey',
    examples: [
      {
        name: 'inspection line 3',
        scopes: ['search'],
        galleries: ['sample-parts'],
        expiresAt: '2030-01-31T12:00:00Z',
      },
    ],
  });
export type CreateKey = z.infer<typeof createKeySchema>;

export const keyParamsSchema = z.object({
  key: z.string().max(100).describe('The id of the key.'),
});
