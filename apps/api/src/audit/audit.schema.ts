import { z } from 'zod';
import { listOf, listQueryShape } from '../http/list.schema.js';

export const auditActions = [
  'gallery.create',
  'gallery.update',
  'gallery.delete',
  'gallery.import',
  'item.create',
  'item.replace',
  'item.update',
  'item.delete',
  'training.start',
  'training.cancel',
  'poc.start',
  'import.start',
  'promotion.start',
  'promotion.finish',
  'model.delete',
  'job.cancel',
  'key.create',
  'key.delete',
] as const;
export type AuditAction = (typeof auditActions)[number];

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    key: z.string().nullable().describe('The id of the key; null for what Umbra did by itself.'),
    action: z.enum(auditActions),
    gallery: z.string().nullable().describe('The id of the gallery, which may be gone by now.'),
    target: z.string().describe('The id of what was changed.'),
    details: z.record(z.string(), z.unknown()).describe('What else is worth knowing; no secrets.'),
    requestId: z.string().nullable().describe('Find the request in the log by it.'),
  })
  .meta({
    id: 'AuditEntry',
    examples: [
      {
        id: '0192f0c1-6b0a-7000-8000-000000000009',
        at: '2030-01-31T12:00:00.000Z',
        key: '0192f0c16b0a7000',
        action: 'key.create',
        gallery: null,
        target: '0192f0c16b0b7000',
        details: { name: 'inspection line 3', scopes: ['search'] },
        requestId: '0192f0c1-6b0a-7000-8000-000000000001',
      },
    ],
  });
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditListSchema = listOf(auditEntrySchema, 'AuditList');

const time = z.iso.datetime({ offset: true, error: 'must be a time such as 2030-01-31T12:00:00Z' });

export const auditQuerySchema = z.strictObject({
  ...listQueryShape,
  action: z.enum(auditActions).optional().describe('Only what was done in this way.'),
  gallery: z
    .string()
    .max(100)
    .optional()
    .describe('Only what concerns this gallery (name or id; the id when it is gone).'),
  key: z.string().max(100).optional().describe('Only what this key (its id) asked for.'),
  from: time.optional().describe('Not before this time.'),
  to: time.optional().describe('Before this time.'),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;
