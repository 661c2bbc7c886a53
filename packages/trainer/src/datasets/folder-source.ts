import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { insidePath, isPictureName } from '@umbra/core/archive';
import {
  type ListedPicture,
  type PictureRead,
  type PictureSource,
  type SkippedPicture,
  sourceLimits,
  tooLarge,
} from './picture-source.js';

/**
 * Pictures in nested folders. Links are followed, once each, since data sets are often split by
 * links.
 */
export function folderSource(location: string): PictureSource {
  const list = (signal?: AbortSignal) => listFolder(location, signal);
  return {
    format: 'folder',
    location,
    list,
    fingerprint: async () => {
      const { pictures } = await list();
      return fingerprintFiles(pictures.map(({ path }) => join(location, path)));
    },
    read: (wanted, signal) =>
      readFiles(
        [...wanted].map((path) => ({ path, file: join(location, path) })),
        signal,
      ),
    readBeside: async (name) => {
      const path = insidePath(name);
      const bytes = path === null ? null : await readFile(join(location, path)).catch(() => null);
      return path === null || bytes === null ? null : { path, bytes };
    },
  };
}

/** A digest of the names, sizes and times of change of files; missing files count as such. */
export async function fingerprintFiles(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    const facts = await stat(file).catch(() => null);
    hash.update(`${file}\0${facts?.size ?? 'missing'}\0${facts?.mtimeMs ?? ''}\n`);
  }
  return hash.digest('hex');
}

export interface PictureFile {
  readonly path: string;
  readonly file: string;
}

/** Reads picture files one after the other; what cannot be read is named, not thrown. */
export async function* readFiles(
  files: readonly PictureFile[],
  signal?: AbortSignal,
): AsyncGenerator<PictureRead> {
  for (const { path, file } of files) {
    signal?.throwIfAborted();
    try {
      const { size } = await stat(file);
      if (size > sourceLimits.pictureBytesMax) {
        yield { path, unreadable: tooLarge(size) };
      } else {
        yield { path, content: { kind: 'file', bytes: await readFile(file) } };
      }
    } catch (error) {
      yield { path, unreadable: `It cannot be read (${errorCodeOf(error)}).` };
    }
  }
}

async function listFolder(
  root: string,
  signal?: AbortSignal,
): Promise<{ pictures: ListedPicture[]; skipped: SkippedPicture[] }> {
  const pictures: ListedPicture[] = [];
  const skipped: SkippedPicture[] = [];
  const visited = new Set<string>();

  const visit = async (folder: string): Promise<void> => {
    signal?.throwIfAborted();
    const place = await realpath(join(root, folder));
    if (visited.has(place)) {
      return;
    }
    visited.add(place);
    for (const entry of await readdir(place, { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const kind = entry.isSymbolicLink() ? await stat(join(root, path)).catch(() => null) : entry;
      if (kind?.isDirectory() && !entry.name.startsWith('.')) {
        await visit(path);
      } else if (isPictureName(path) && kind?.isFile()) {
        pictures.push({ path, label: null });
      } else if (isPictureName(path)) {
        skipped.push({ path, reason: 'It is not a file, or a link that leads nowhere.' });
      }
    }
  };

  await visit('');
  return { pictures, skipped };
}

function errorCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
