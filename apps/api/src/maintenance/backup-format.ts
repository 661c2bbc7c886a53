import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UmbraError } from '@umbra/core/errors';
import { z } from 'zod';

/**
 * A backup is a folder: `backup.json`, the database under its own SHA-256, and pictures, models and
 * backbones as they lie in a home. `backup.json` is replaced last, in one step, so a backup that
 * breaks off leaves the one before it whole.
 */
export const backupFile = 'backup.json';

export const backupSchema = z.object({
  formatVersion: z.literal(1),
  /** The version of Umbra that made it. */
  umbra: z.string(),
  madeAt: z.iso.datetime(),
  /** Of the database, which is the file `<sha256>.db`. */
  database: z.string().regex(/^[0-9a-f]{64}$/),
  pictures: z.int(),
  models: z.array(z.string().regex(/^[\w-]+$/)),
  backbones: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
  /** SHA-256 of pictures that were damaged or missing in the home already: they are not here. */
  lost: z.array(z.string()),
});
export type Backup = z.infer<typeof backupSchema>;

/** What addresses of pictures are signed with. */
export const secretFile = 'image-url-secret';

export function databaseFile({ database }: Pick<Backup, 'database'>): string {
  return `${database}.db`;
}

/** @throws UmbraError `invalid_request` for a folder that is no whole backup */
export async function readBackup(folder: string): Promise<Backup> {
  const text = await readFile(join(folder, backupFile), 'utf8').catch(() => null);
  if (text === null) {
    throw new UmbraError(
      'invalid_request',
      `${folder} holds no backup: there is no ${backupFile} in it.`,
    );
  }
  try {
    return backupSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new UmbraError(
      'invalid_request',
      `${join(folder, backupFile)} cannot be read. It is damaged, or of a newer version of Umbra.`,
      { cause },
    );
  }
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
