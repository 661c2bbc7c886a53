/**
 * Features between two runs, by the content of the pictures: a picture goes through a backbone
 * once, whatever data set it comes in. An entry is a file of up to 1024 pictures: a line of JSON
 * (what it holds, with the digest of the rest), the digests of the pictures, and their features.
 * Entries are written beside their place and renamed; one that does not match its digest counts as
 * missing. The oldest entries go when the cache grows too large.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { UmbraError } from '@umbra/core/errors';
import { z } from 'zod';
import { removeOldest } from '../files/remove-oldest.js';

const cacheBytesMax = 4 * 2 ** 30;
const entryRowsMax = 1024;
const digestBytes = 32;
const headBytesMax = 512;
/** Entries that stay in memory: neighbours are mostly asked for together. */
const loadedMax = 8;

const headSchema = z.object({
  width: z.int().min(1),
  count: z.int().min(1).max(entryRowsMax),
  sha256: z.string(),
});

interface Entry {
  readonly file: string;
  readonly width: number;
  readonly count: number;
  readonly sha256: string;
  readonly bodyStart: number;
}

interface Place {
  readonly entry: Entry;
  readonly row: number;
}

export interface FeatureCacheOptions {
  readonly directory: string;
  /** Of everything but the picture that features depend on. */
  readonly key: string;
}

/** What a picture is known by: the SHA-256 of its pixels. */
export function contentOf(pixels: Uint8Array): string {
  return createHash('sha256').update(pixels).digest('hex');
}

export class FeatureCache {
  readonly #directory: string;
  readonly #key: string;
  readonly #places: Map<string, Place>;
  readonly #loaded = new Map<Entry, Float32Array>();
  readonly #pending = new Map<string, Float32Array>();

  static async open({ directory, key }: FeatureCacheOptions): Promise<FeatureCache> {
    const places = new Map<string, Place>();
    const names = await readdir(directory).catch(() => []);
    for (const name of names.filter((each) => isEntry(each) && each.startsWith(`${key}-`)).sort()) {
      const listed = await readContents(join(directory, name));
      listed?.contents.forEach((content, row) => {
        places.set(content, { entry: listed.entry, row });
      });
    }
    return new FeatureCache(directory, key, places);
  }

  private constructor(directory: string, key: string, places: Map<string, Place>) {
    this.#directory = directory;
    this.#key = key;
    this.#places = places;
  }

  /** The features of a picture [F], or null. */
  async find(content: string): Promise<Float32Array | null> {
    const place = this.#places.get(content);
    if (place === undefined) {
      return this.#pending.get(content) ?? null;
    }
    const { entry, row } = place;
    const rows = await this.#load(entry);
    return rows?.subarray(row * entry.width, (row + 1) * entry.width) ?? null;
  }

  /** Keeps the features of a picture; they are on the disk after `flush`. */
  async add(content: string, features: Float32Array): Promise<void> {
    this.#pending.set(content, features);
    if (this.#pending.size >= entryRowsMax) {
      await this.flush();
    }
  }

  /** @throws UmbraError `unavailable` when the cache cannot be written. */
  async flush(): Promise<void> {
    const rows = [...this.#pending];
    const [first] = rows;
    if (first === undefined) {
      return;
    }
    this.#pending.clear();
    const entry = await writeEntry(this.#directory, { key: this.#key, rows });
    rows.forEach(([content], row) => {
      this.#places.set(content, { entry, row });
    });
    await removeOldest(this.#directory, { isEntry, bytesMax: cacheBytesMax });
  }

  async #load(entry: Entry): Promise<Float32Array | null> {
    const rows = this.#loaded.get(entry) ?? (await readFeatures(entry));
    if (rows === null) {
      await this.#forget(entry);
      return null;
    }
    this.#loaded.delete(entry);
    this.#loaded.set(entry, rows); // now the last in the map's order: the most recently used
    for (const oldest of this.#loaded.keys()) {
      if (this.#loaded.size <= loadedMax) {
        break;
      }
      this.#loaded.delete(oldest);
    }
    return rows;
  }

  /** A damaged entry goes, so that it does not stand before the one that takes its place. */
  async #forget(entry: Entry): Promise<void> {
    await rm(entry.file, { force: true }).catch(() => {});
    for (const [content, place] of this.#places) {
      if (place.entry === entry) {
        this.#places.delete(content);
      }
    }
  }
}

function isEntry(name: string): boolean {
  return name.endsWith('.features') && !name.startsWith('.');
}

/** Which pictures an entry holds; null for a damaged one. */
async function readContents(
  path: string,
): Promise<{ readonly entry: Entry; readonly contents: string[] } | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) {
    return null;
  }
  try {
    const start = Buffer.alloc(headBytesMax);
    await file.read(start, 0, headBytesMax, 0);
    const headEnd = start.indexOf(0x0a);
    const head = headSchema.safeParse(parseJson(start.toString('utf8', 0, Math.max(0, headEnd))));
    if (!head.success) {
      return null;
    }
    const entry: Entry = { file: path, ...head.data, bodyStart: headEnd + 1 };
    const digests = Buffer.alloc(entry.count * digestBytes);
    await file.read(digests, 0, digests.length, entry.bodyStart);
    const contents = Array.from({ length: entry.count }, (_, row) =>
      digests.toString('hex', row * digestBytes, (row + 1) * digestBytes),
    );
    return { entry, contents };
  } finally {
    await file.close();
  }
}

/** [count, F], or null when the entry is not as it was written. */
async function readFeatures(entry: Entry): Promise<Float32Array | null> {
  const bytes = await readFile(entry.file).catch(() => null);
  const body = bytes?.subarray(entry.bodyStart);
  const length = entry.count * (digestBytes + 4 * entry.width);
  if (body === undefined || body.length !== length || digest(body) !== entry.sha256) {
    return null;
  }
  const now = new Date();
  await utimes(entry.file, now, now).catch(() => {});
  const features = Uint8Array.from(body.subarray(entry.count * digestBytes));
  return new Float32Array(features.buffer);
}

interface NewEntry {
  readonly key: string;
  readonly rows: readonly (readonly [content: string, features: Float32Array])[];
}

async function writeEntry(directory: string, { key, rows }: NewEntry): Promise<Entry> {
  const width = rows[0]?.[1].length ?? 0;
  const digests = Buffer.concat(rows.map(([content]) => Buffer.from(content, 'hex')));
  const features = rows.map(([, row]) => Buffer.from(row.buffer, row.byteOffset, row.byteLength));
  const body = Buffer.concat([digests, ...features]);
  const head = { width, count: rows.length, sha256: digest(body) };
  const line = Buffer.from(`${JSON.stringify(head)}\n`);
  const name = `${key}-${randomUUID()}.features`;
  const temporary = join(directory, `.${name}`);
  try {
    await mkdir(directory, { recursive: true });
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(Buffer.concat([line, body]));
    } finally {
      await file.close();
    }
    await rename(temporary, join(directory, name));
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw new UmbraError(
      'unavailable',
      `The cache ${directory} cannot be written (${(cause as Error).message}): free it or choose another.`,
      { cause },
    );
  }
  return { file: join(directory, name), ...head, bodyStart: line.length };
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
