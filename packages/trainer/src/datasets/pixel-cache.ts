/**
 * Decoded pixels between two runs. An entry is one file: a line of JSON (what it holds, with the
 * digest of the pixels), then the pixels. Entries are written beside their place and renamed, so a
 * half-written one is never seen; one that does not match its digest counts as missing. The oldest
 * entries go when the cache grows too large.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { UmbraError } from '@umbra/core/errors';
import { z } from 'zod';
import { removeOldest } from '../files/remove-oldest.js';
import type { DecodedPictures } from './decode-pictures.js';

const cacheBytesMax = 8 * 2 ** 30;

/** Node reads no larger file at once. */
const entryBytesMax = 2 ** 31 - 2 ** 24;

const headSchema = z.object({
  classes: z.array(z.string()),
  labels: z.array(z.int().min(0)),
  paths: z.array(z.string()),
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
  size: z.object({
    width: z.int(),
    height: z.int(),
    channels: z.union([z.literal(1), z.literal(3)]),
  }),
  sha256: z.string(),
});

export async function readPixels(directory: string, key: string): Promise<DecodedPictures | null> {
  const file = join(directory, `${key}.pixels`);
  const bytes = await readFile(file).catch(() => null);
  const headEnd = bytes?.indexOf(0x0a) ?? -1;
  if (bytes === null || headEnd === -1) {
    return null;
  }
  const head = headSchema.safeParse(parseJson(bytes.toString('utf8', 0, headEnd)));
  const pixels = bytes.subarray(headEnd + 1);
  if (!head.success || head.data.sha256 !== digest(pixels)) {
    return null;
  }
  const now = new Date();
  await utimes(file, now, now).catch(() => {});
  const { classes, labels, paths, skipped, size } = head.data;
  const images = {
    kind: 'pixels',
    pixels,
    labels: Int32Array.from(labels),
    classes,
    size,
  } as const;
  return { images, paths, skipped };
}

export async function writePixels(
  directory: string,
  key: string,
  { images, paths, skipped }: DecodedPictures,
): Promise<void> {
  const { pixels, labels, classes, size } = images;
  if (pixels.length > entryBytesMax) {
    return;
  }
  const head = { classes, labels: [...labels], paths, skipped, size, sha256: digest(pixels) };
  await writeWhole(directory, `${key}.pixels`, [
    new TextEncoder().encode(`${JSON.stringify(head)}\n`),
    pixels,
  ]);
  await removeOldest(directory, {
    isEntry: (name) => name.endsWith('.pixels'),
    bytesMax: cacheBytesMax,
  });
}

export async function readNote(directory: string, key: string): Promise<unknown> {
  const text = await readFile(join(directory, `${key}.json`), 'utf8').catch(() => '');
  return parseJson(text);
}

export async function writeNote(directory: string, key: string, note: unknown): Promise<void> {
  const bytes = new TextEncoder().encode(JSON.stringify(note));
  await writeWhole(directory, `${key}.json`, [bytes]);
}

async function writeWhole(
  directory: string,
  name: string,
  parts: readonly Uint8Array[],
): Promise<void> {
  const temporary = join(directory, `.${name}-${randomUUID()}`);
  try {
    await mkdir(directory, { recursive: true });
    const file = await open(temporary, 'wx');
    try {
      for (const part of parts) {
        await file.writeFile(part);
      }
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
