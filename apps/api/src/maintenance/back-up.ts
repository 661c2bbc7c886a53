/**
 * A backup of a home while it is in use. The database is copied as it is at one moment; what it
 * refers to never changes, only goes: when something has gone meanwhile, a newer moment is taken.
 * What the folder holds already is not copied again, and what nobody refers to any more leaves it.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { UmbraError } from '@umbra/core/errors';
import { Blobs } from '../persistence/blobs.js';
import { Home } from '../persistence/home.js';
import { productVersion } from '../version.js';
import {
  type Backup,
  backupFile,
  databaseFile,
  secretFile,
  sha256OfFile,
} from './backup-format.js';
import { copyFolderWhole, copyWhole, isMissing, sizeOf } from './copy-files.js';
import { contentsOf, type HomeContents } from './home-contents.js';
import { damagedFilesOf } from './model-sums.js';

const momentsMax = 5;

export interface BackedUp {
  readonly folder: string;
  readonly pictures: number;
  readonly models: number;
  /** Files that were not there from a backup before. */
  readonly copied: number;
  /** SHA-256 of pictures that are damaged or missing in the home, and therefore not here. */
  readonly lost: readonly string[];
}

/** @throws UmbraError `invalid_request` for a home or a folder that will not do */
export async function backUp(home: Home, folder: string): Promise<BackedUp> {
  checkPlaces(home, folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (let moment = 1; ; moment++) {
    try {
      return await backUpMoment(home, folder, { isLast: moment === momentsMax });
    } catch (error) {
      if (!isMissing(error) || moment === momentsMax) {
        throw error;
      }
    }
  }
}

function checkPlaces(home: Home, folder: string): void {
  if (!existsSync(home.database)) {
    const message = `${home.root} is no home of Umbra: there is no umbra.db in it.`;
    throw new UmbraError('invalid_request', `${message} Set UMBRA_HOME or --home.`);
  }
  const inside = relative(resolve(home.root), resolve(folder));
  if (!inside.startsWith('..')) {
    const message = `${folder} lies within the home that is to be backed up.`;
    throw new UmbraError('invalid_request', `${message} Name a folder elsewhere, on another disk.`);
  }
}

async function backUpMoment(
  home: Home,
  folder: string,
  { isLast }: { readonly isLast: boolean },
): Promise<BackedUp> {
  const fresh = join(folder, `${randomUUID()}.part`);
  const contents = copyDatabase(home.database, fresh);
  const database = await sha256OfFile(fresh);
  await rename(fresh, join(folder, databaseFile({ database })));
  const backbones = await readdir(home.backbones).catch(() => []);
  const kept = { ...contents, backbones: backbones.filter((name) => /^[0-9a-f]{64}$/.test(name)) };
  const { lost, copied } = await copyPictures(home, folder, { pictures: kept.pictures, isLast });
  const folders = await copyFolders(home, folder, kept);
  if (existsSync(home.imageUrlSecret)) {
    await copyWhole(home.imageUrlSecret, join(folder, secretFile));
  }
  const backup: Backup = {
    formatVersion: 1,
    umbra: productVersion,
    madeAt: new Date().toISOString(),
    database,
    pictures: contents.pictures.length,
    models: [...contents.models],
    backbones: kept.backbones,
    lost,
  };
  const part = join(folder, `${backupFile}.part`);
  await writeFile(part, `${JSON.stringify(backup, null, 2)}\n`, { flush: true });
  await rename(part, join(folder, backupFile));
  await dropUnreferred(folder, kept, databaseFile(backup));
  const { pictures, models } = contents;
  const counts = { pictures: pictures.length, models: models.length, copied: copied + folders };
  return { folder, ...counts, lost };
}

/** What goes on in the home does not go on in a copy, and what is half there is left out. */
function copyDatabase(from: string, to: string): HomeContents {
  const source = new DatabaseSync(from, { timeout: 30_000 });
  try {
    source.prepare('VACUUM INTO ?').run(to);
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(to);
  try {
    copy.exec(`PRAGMA foreign_keys=ON; BEGIN;
      UPDATE jobs SET state = 'cancelled', finished_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        WHERE state IN ('queued', 'running');
      UPDATE training_runs SET state = 'cancelled', phase = 'done', finished_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        WHERE state IN ('queued', 'running');
      DELETE FROM galleries WHERE arriving = 1;
      COMMIT;`);
    return contentsOf(copy);
  } finally {
    copy.close();
  }
}

interface Kept extends HomeContents {
  readonly backbones: readonly string[];
}

/**
 * A picture that is missing was deleted after the database was copied, unless it still is at the
 * last moment. One that is not what its name says is lost for the home as well.
 */
async function copyPictures(
  home: Home,
  folder: string,
  { pictures, isLast }: { readonly pictures: readonly string[]; readonly isLast: boolean },
): Promise<{ readonly copied: number; readonly lost: string[] }> {
  const [from, to] = [new Blobs(home.blobs), new Blobs(new Home(folder).blobs)];
  const lost: string[] = [];
  let copied = 0;
  for (const sha256 of pictures) {
    const [source, target] = [from.pathOf(sha256), to.pathOf(sha256)];
    const size = await sizeOf(source);
    if (size === null && isLast) {
      lost.push(sha256);
    } else if (size === null || size !== (await sizeOf(target))) {
      await copyWhole(source, target);
      copied += 1;
      if ((await sha256OfFile(target)) !== sha256) {
        await rm(target);
        lost.push(sha256);
        copied -= 1;
      }
    }
  }
  return { copied, lost };
}

/** Models and backbones, and the reports of proofs of concept. Answers how many were copied. */
async function copyFolders(home: Home, folder: string, kept: Kept): Promise<number> {
  const places = new Home(folder);
  let copied = 0;
  for (const id of kept.models) {
    const target = places.model(id);
    if (!existsSync(target) || (await damagedFilesOf(target)).length > 0) {
      await rm(target, { recursive: true, force: true });
      await copyFolderWhole(home.model(id), target);
      copied += 1;
    }
  }
  for (const name of kept.backbones) {
    const target = join(places.backbones, name);
    if (!existsSync(target)) {
      await copyFolderWhole(join(home.backbones, name), target);
      copied += 1;
    }
  }
  const [reports, copies] = [dirname(home.pocsOf('any')), dirname(places.pocsOf('any'))];
  await rm(copies, { recursive: true, force: true });
  if (existsSync(reports)) {
    await copyFolderWhole(reports, copies);
  }
  return copied;
}

/** What was deleted in the home is gone from its backup with the next one. */
async function dropUnreferred(folder: string, kept: Kept, database: string): Promise<void> {
  const places = new Home(folder);
  const blobs = new Blobs(places.blobs);
  const pictures = new Set(kept.pictures);
  for await (const sha256 of blobs.list()) {
    if (!pictures.has(sha256)) {
      await rm(blobs.pathOf(sha256), { force: true });
    }
  }
  await dropOthers(dirname(places.model('any')), new Set(kept.models));
  await dropOthers(places.backbones, new Set(kept.backbones));
  for (const name of await readdir(folder)) {
    if (/^[0-9a-f]{64}\.db$/.test(name) && name !== database) {
      await rm(join(folder, name), { force: true });
    }
  }
}

async function dropOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!kept.has(name)) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}
