/**
 * Looks a home through: whether its files are what its database says. Mends what can be mended
 * without losing anything, and says what to do about the rest.
 */
import { existsSync } from 'node:fs';
import { readdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { UmbraError } from '@umbra/core/errors';
import { Blobs } from '../persistence/blobs.js';
import type { Home } from '../persistence/home.js';
import { HomeLock } from '../persistence/home-lock.js';
import { sha256OfFile } from './backup-format.js';
import { contentsOf } from './home-contents.js';
import { damagedFilesOf } from './model-sums.js';

const freeBytesMin = 1_000_000_000;
const namedMax = 20;

export interface Finding {
  readonly what:
    | 'database_damaged'
    | 'picture_missing'
    | 'picture_damaged'
    | 'model_damaged'
    | 'backbone_missing'
    | 'leftover'
    | 'disk_nearly_full';
  /** One sentence, with what to do. */
  readonly message: string;
  /** Whether this run has put it right. */
  readonly mended: boolean;
}

export interface Diagnosis {
  readonly home: string;
  readonly pictures: number;
  readonly models: number;
  readonly findings: readonly Finding[];
}

/**
 * @param options.mend needs the home for itself
 * @throws UmbraError `invalid_request` where there is no home, `unavailable` while Umbra is at work
 * in one that is to be mended
 */
export async function diagnose(home: Home, options: { mend: boolean }): Promise<Diagnosis> {
  if (!existsSync(home.database)) {
    const message = `${home.root} is no home of Umbra: there is no umbra.db in it.`;
    throw new UmbraError('invalid_request', `${message} Set UMBRA_HOME or --home.`);
  }
  const lock = options.mend ? HomeLock.acquire(home.root) : null;
  try {
    return await examine(home, options.mend);
  } finally {
    lock?.release();
  }
}

async function examine(home: Home, mend: boolean): Promise<Diagnosis> {
  const database = new DatabaseSync(home.database, { timeout: 5000 });
  try {
    const damage = damageOf(database);
    if (damage !== null) {
      return { home: home.root, pictures: 0, models: 0, findings: [damage] };
    }
    const { pictures, models } = contentsOf(database);
    const findings = [
      ...(await picturesOf(home, { database, pictures })),
      ...(await modelsOf(home, { database, models })),
      ...(await leftoversOf(home, { database, pictures, models, mend })),
      ...(await spaceOf(home)),
    ];
    return { home: home.root, pictures: pictures.length, models: models.length, findings };
  } finally {
    database.close();
  }
}

function damageOf(database: DatabaseSyncInstance): Finding | null {
  const [said, broken] = integrityOf(database);
  if (said === 'ok' && broken === 0) {
    return null;
  }
  const why = said === 'ok' ? `${broken} rows refer to nothing` : said.slice(0, 300);
  const message = `The database is damaged (${why}). Restore a backup: umbra restore.`;
  return { what: 'database_damaged', message, mended: false };
}

/** What SQLite says of itself, and how many rows refer to nothing. */
function integrityOf(database: DatabaseSyncInstance): [string, number] {
  try {
    const said = ask(database, 'PRAGMA integrity_check', 'integrity_check').join('; ');
    return [said, said === 'ok' ? database.prepare('PRAGMA foreign_key_check').all().length : 0];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error), 0];
  }
}

interface Stored {
  readonly database: DatabaseSyncInstance;
  readonly pictures: readonly string[];
  readonly models: readonly string[];
}

async function picturesOf(
  home: Home,
  { database, pictures }: Omit<Stored, 'models'>,
): Promise<Finding[]> {
  const blobs = new Blobs(home.blobs);
  const findings: Finding[] = [];
  for (const sha256 of pictures) {
    const found = await sha256OfFile(blobs.pathOf(sha256)).catch(() => null);
    if (found !== sha256) {
      const how = found === null ? 'missing' : 'damaged';
      const items = named(usesOf(database, sha256));
      const message = `The picture ${sha256} of ${items} is ${how}. Upload it again (the same externalId replaces it), delete the item, or restore a backup.`;
      findings.push({ what: `picture_${how}`, message, mended: false });
    }
  }
  return findings;
}

function usesOf(database: DatabaseSyncInstance, sha256: string): string[] {
  const statement = `SELECT galleries.name || '/' || items.id AS use FROM items
    JOIN galleries ON galleries.id = items.gallery_id WHERE items.sha256 = ?
    UNION ALL SELECT galleries.name || ' (an example to search with)' FROM examples
    JOIN galleries ON galleries.id = examples.gallery_id WHERE examples.sha256 = ?`;
  return database
    .prepare(statement)
    .all(sha256, sha256)
    .map((row) => String((row as { use: unknown }).use));
}

async function modelsOf(
  home: Home,
  { database, models }: Omit<Stored, 'pictures'>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const id of models) {
    const damaged = await damagedFilesOf(home.model(id));
    if (damaged.length > 0) {
      const message = `Of the model ${id} these files are missing or damaged: ${damaged.join(', ')}. Promote another model and delete this one, or restore a backup.`;
      findings.push({ what: 'model_damaged', message, mended: false });
    }
  }
  const statement = `SELECT DISTINCT json_extract(facts, '$.backbone') AS backbone FROM models
    WHERE kind = 'trained' AND json_extract(facts, '$.backbone') IS NOT NULL`;
  for (const backbone of ask(database, statement, 'backbone')) {
    if (/^[0-9a-f]{64}$/.test(backbone) && !existsSync(join(home.backbones, backbone))) {
      const message = `The backbone ${backbone} is missing, and models are built on it. Add it again: umbra backbone add.`;
      findings.push({ what: 'backbone_missing', message, mended: false });
    }
  }
  return findings;
}

/** What a killed process, or a hand, left behind and nothing refers to. */
async function leftoversOf(
  home: Home,
  { database, pictures, models, mend }: Stored & { readonly mend: boolean },
): Promise<Finding[]> {
  const known = new Set(pictures);
  const blobs = new Blobs(home.blobs);
  const paths: string[] = [];
  for await (const sha256 of blobs.list()) {
    if (!known.has(sha256)) {
      paths.push(blobs.pathOf(sha256));
    }
  }
  const active = (table: string): string[] =>
    ask(database, `SELECT id FROM ${table} WHERE state IN ('queued', 'running')`, 'id');
  const folders = [
    { folder: dirname(home.model('any')), kept: models },
    { folder: dirname(home.run('any')), kept: active('training_runs') },
    { folder: home.imports, kept: active('jobs') },
    { folder: dirname(home.index('any')), kept: ask(database, 'SELECT id FROM galleries', 'id') },
  ];
  for (const { folder, kept } of folders) {
    const names = await readdir(folder).catch(() => []);
    paths.push(...names.filter((name) => !kept.includes(name)).map((name) => join(folder, name)));
  }
  if (paths.length === 0) {
    return [];
  }
  if (mend) {
    await Promise.all(paths.map((path) => rm(path, { recursive: true, force: true })));
  }
  const advice = mend ? 'They were removed.' : 'Umbra may be at work on them; --fix removes them.';
  const message = `Nothing refers to ${paths.length} files or folders: ${named(paths)}. ${advice}`;
  return [{ what: 'leftover', message, mended: mend }];
}

async function spaceOf(home: Home): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(home.root);
  const free = bavail * bsize;
  if (free >= freeBytesMin) {
    return [];
  }
  const message = `The disk has ${Math.round(free / 1e6)} MB left. Make room before uploads and trainings fail.`;
  return [{ what: 'disk_nearly_full', message, mended: false }];
}

function ask(database: DatabaseSyncInstance, statement: string, column: string): string[] {
  const rows = database.prepare(statement).all() as Record<string, unknown>[];
  return rows.map((row) => String(row[column]));
}

function named(names: readonly string[]): string {
  const more = names.length - namedMax;
  return names.slice(0, namedMax).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
