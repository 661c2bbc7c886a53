import { existsSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { UmbraError } from '@umbra/core/errors';
import { Blobs } from '../persistence/blobs.js';
import { openDatabase } from '../persistence/database.js';
import { Home } from '../persistence/home.js';
import { HomeLock } from '../persistence/home-lock.js';
import {
  type Backup,
  databaseFile,
  readBackup,
  secretFile,
  sha256OfFile,
} from './backup-format.js';
import { copyWhole, isMissing } from './copy-files.js';
import { contentsOf } from './home-contents.js';
import { damagedFilesOf } from './model-sums.js';

export interface Restored {
  readonly home: string;
  readonly pictures: number;
  readonly models: number;
}

/**
 * Makes a home of a backup. Every file is compared with its sum on the way, and the database comes
 * last: what breaks off is no home, and can be begun again.
 *
 * @throws UmbraError `invalid_request` for a backup that is not whole or a home that is in use
 */
export async function restore(folder: string, home: Home): Promise<Restored> {
  const backup = await readBackup(folder);
  if (existsSync(home.database)) {
    const message = `${home.root} is a home already, and would be lost.`;
    throw new UmbraError('invalid_request', `${message} Name an empty folder by --home.`);
  }
  const lock = HomeLock.acquire(home.root);
  try {
    return await restoreInto(home, { folder, backup });
  } finally {
    lock.release();
  }
}

interface Source {
  readonly folder: string;
  readonly backup: Backup;
}

async function restoreInto(home: Home, { folder, backup }: Source): Promise<Restored> {
  const database = join(folder, databaseFile(backup));
  if ((await sha256OfFile(database).catch(noneIfMissing)) !== backup.database) {
    throw broken('its database');
  }
  const source = new DatabaseSync(database, { readOnly: true });
  const { pictures, models } = contentsOf(source);
  source.close();
  const places = new Home(folder);
  await restorePictures(new Blobs(places.blobs), new Blobs(home.blobs), pictures);
  for (const id of models) {
    await restoreFolder(places.model(id), home.model(id), `the model ${id}`);
  }
  for (const name of backup.backbones) {
    const [from, to] = [join(places.backbones, name), join(home.backbones, name)];
    await rm(to, { recursive: true, force: true });
    await cp(from, to, { recursive: true });
  }
  if (existsSync(join(folder, secretFile))) {
    await copyWhole(join(folder, secretFile), home.imageUrlSecret);
  }
  await copyWhole(database, home.database);
  // A backup of an older version gets today's tables.
  await (await openDatabase(home.database)).destroy();
  return { home: home.root, pictures: pictures.length, models: models.length };
}

async function restorePictures(from: Blobs, to: Blobs, pictures: readonly string[]): Promise<void> {
  for (const sha256 of pictures) {
    const path = to.pathOf(sha256);
    await copyWhole(from.pathOf(sha256), path).catch((error: unknown) => {
      throw isMissing(error) ? broken(`the picture ${sha256}`) : error;
    });
    if ((await sha256OfFile(path)) !== sha256) {
      throw broken(`the picture ${sha256}`);
    }
  }
}

async function restoreFolder(from: string, to: string, name: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  await cp(from, to, { recursive: true }).catch((error: unknown) => {
    throw isMissing(error) ? broken(name) : error;
  });
  if ((await damagedFilesOf(to)).length > 0) {
    throw broken(name);
  }
}

function noneIfMissing(error: unknown): null {
  if (isMissing(error)) {
    return null;
  }
  throw error;
}

function broken(what: string): UmbraError {
  const message = `The backup is damaged: ${what} is missing or not what it was.`;
  return new UmbraError('invalid_request', `${message} Take another backup.`);
}
