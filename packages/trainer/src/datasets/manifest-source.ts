import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { UmbraError } from '@umbra/core/errors';
import { z } from 'zod';
import { fingerprintFiles, readFiles } from './folder-source.js';
import { type ListedPicture, type PictureSource, sourceLimits } from './picture-source.js';

const lineSchema = z.strictObject({ path: z.string().min(1), label: z.string().min(1) });

/**
 * NDJSON lines `{ "path": ..., "label": ... }`: pictures that lie anywhere, under any name. Paths
 * are relative to the manifest.
 */
export function manifestSource(location: string): PictureSource {
  const fileOf = (path: string): string => resolve(dirname(location), path);
  return {
    format: 'manifest',
    location,
    fingerprint: async () => {
      const pictures = await readManifest(location);
      const hash = createHash('sha256').update(JSON.stringify(pictures));
      return hash
        .update(await fingerprintFiles(pictures.map(({ path }) => fileOf(path))))
        .digest('hex');
    },
    list: async (signal) => ({ pictures: await readManifest(location, signal), skipped: [] }),
    read: (wanted, signal) =>
      readFiles(
        [...wanted].map((path) => ({ path, file: fileOf(path) })),
        signal,
      ),
  };
}

async function readManifest(location: string, signal?: AbortSignal): Promise<ListedPicture[]> {
  const lines = createInterface({ input: createReadStream(location), crlfDelay: Infinity });
  const pictures = new Map<string, ListedPicture>();
  let number = 0;
  for await (const line of lines) {
    signal?.throwIfAborted();
    number++;
    if (line.trim() !== '') {
      const picture = parseLine(line, { location, number });
      pictures.set(picture.path, picture);
    }
    if (pictures.size > sourceLimits.entriesMax) {
      throw new UmbraError('dataset_invalid', `${location} names too many pictures: split it.`);
    }
  }
  return [...pictures.values()];
}

function parseLine(
  line: string,
  { location, number }: { readonly location: string; readonly number: number },
): ListedPicture {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new UmbraError(
      'dataset_invalid',
      `Line ${number} of ${location} must be a JSON object with the texts "path" and "label".`,
      { cause },
    );
  }
}
