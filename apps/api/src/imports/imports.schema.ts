import { z } from 'zod';
import { listOf } from '../http/list.schema.js';

export const importReportSchema = z
  .object({
    added: z.int().describe('New items.'),
    replaced: z.int().describe('Items that an entry with the same external id took the place of.'),
    unchanged: z.int().describe('Entries whose picture and fields were there already.'),
    refused: z.int().describe('Entries that were left out; `.../refusals` says why.'),
  })
  .meta({
    id: 'ImportReport',
    description: 'What an import has come to so far; what it added stays when it is cancelled.',
    examples: [{ added: 1351, replaced: 0, unchanged: 0, refused: 9 }],
  });
export type ImportReport = z.infer<typeof importReportSchema>;

export const importRefusalSchema = z
  .object({
    position: z.int().describe('Which entry of the file, from 1.'),
    name: z.string().describe('Its path in the archive, or its line.'),
    code: z.string().describe('Stable: the same codes as in problems.'),
    message: z.string().describe('What is wrong with it.'),
  })
  .meta({ id: 'ImportRefusal' });

export const importRefusalListSchema = listOf(importRefusalSchema, 'ImportRefusalList');

const file = z.string().meta({ format: 'binary' });

/** The bodies as the document shows them: the file as it is. */
export const importBodies = {
  'application/zip': file.describe('A .zip of `<label>/<picture>`.'),
  'application/x-tar': file.describe('The same as a .tar.'),
  'application/gzip': file.describe('The same as a .tar.gz.'),
  'application/x-ndjson': file.describe(
    'Lines of JSON, each `{"image": "<base64>"}` or `{"vector": [...]}` with `externalId`, `label` and `metadata`.',
  ),
  'application/octet-stream': file.describe('Any of them: the first bytes tell.'),
};
