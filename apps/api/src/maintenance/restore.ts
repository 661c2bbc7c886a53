import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
  /** SHA-256 of pictures that the home had lost before it was backed up. */
  readonly lost: readonly string[];
}

/** Stands in a home that is being made, so that what broke off can be begun again. */
const begunFile = 'restoring';

/**
 * Makes a home of a backup. Every file is compared with its sum on the way, and the database comes
 * last: what breaks off is no home, and can be begun again.
 *
 * @throws UmbraError `invalid_request` for a backup that is not whole or a home that is in use
 */
export async function restore(folder: string, home: Home): Promise<Restored> {
  const backup = await readBackup(folder);
  await checkEmpty(home);
  const lock = HomeLock.acquire(home.root);
  try {
    return await restoreInto(home, { folder, backup });
  } finally {
    lock.release();
  }
}

/** Even a log of a database that is gone would be played into the new one. */
async function checkEmpty(home: Home): Promise<void> {
  const names = await readdir(home.root).catch((): string[] => []);
  const isBegun = names.includes(begunFile) && !existsSync(home.database);
  if (!isBegun && names.some((name) => !name.startsWith('lock.db'))) {
    const message = `${home.root} is not empty: what is in it would be lost or mixed up.`;
    throw new UmbraError('invalid_request', `${message} Name an empty folder by --home.`);
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
  await writeFile(join(home.root, begunFile), '');
  const places = new Home(folder);
  const there = pictures.filter((sha256) => !backup.lost.includes(sha256));
  await restorePictures(new Blobs(places.blobs), new Blobs(home.blobs), there);
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
  const reports = dirname(places.pocsOf('any'));
  if (existsSync(reports)) {
    await cp(reports, dirname(home.pocsOf('any')), { recursive: true });
  }
  for (const log of ['-wal', '-shm', '-journal']) {
    await rm(home.database + log, { force: true });
  }
  await copyWhole(database, home.database);
  await rm(join(home.root, begunFile));
  // A backup of an older version gets today's tables.
  await (await openDatabase(home.database)).destroy();
  const { lost } = backup;
  return { home: home.root, pictures: there.length, models: models.length, lost };
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
