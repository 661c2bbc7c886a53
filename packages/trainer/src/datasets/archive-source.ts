import { type Archive, insidePath, readArchive } from '@umbra/core/archive';
import { fingerprintFiles } from './folder-source.js';
import {
  isBeside,
  type PictureRead,
  type PictureSource,
  type SkippedPicture,
} from './picture-source.js';

const formats = {
  zip: 'zip archive',
  tar: 'tar archive',
  'tar.gz': 'gzipped tar archive',
} as const;

/** A .zip, .tar or .tar.gz of pictures. One is in memory at a time, and none goes to the disk. */
export function archiveSource(archive: Archive): PictureSource {
  const { path: location, kind } = archive;
  return {
    format: formats[kind],
    location,
    fingerprint: () => fingerprintFiles([location]),
    list: async (signal) => {
      const pictures = new Set<string>();
      const skipped: SkippedPicture[] = [];
      for await (const { path, refusal } of readArchive(archive, signal)) {
        if (refusal === null) {
          pictures.add(path);
        } else {
          skipped.push({ path, reason: refusal });
        }
      }
      return { pictures: [...pictures].map((path) => ({ path, label: null })), skipped };
    },
    read: (wanted, signal) => readPictures(archive, wanted, signal),
    readBeside: async (path, signal) => {
      const isWanted = (name: string) => isBeside(insidePath(name) ?? '', path);
      for await (const file of readArchive({ ...archive, isWanted }, signal)) {
        if (file.refusal === null) {
          return { path: file.path, bytes: await file.read() };
        }
      }
      return null;
    },
  };
}

async function* readPictures(
  archive: Archive,
  wanted: ReadonlySet<string>,
  signal?: AbortSignal,
): AsyncGenerator<PictureRead> {
  const left = new Set(wanted);
  for await (const { path, refusal, read } of readArchive(archive, signal)) {
    if (refusal === null && left.delete(path)) {
      yield await readOne(path, archive, read);
    }
    if (left.size === 0) {
      return;
    }
  }
}

/** A tar that breaks off ends as a whole; in a zip the pictures beside a damaged one are fine. */
async function readOne(
  path: string,
  { kind }: Archive,
  read: () => Promise<Uint8Array>,
): Promise<PictureRead> {
  try {
    return { path, content: { kind: 'file', bytes: await read() } };
  } catch (error) {
    if (kind !== 'zip') {
      throw error;
    }
    return { path, unreadable: `It cannot be unpacked (${(error as Error).message}).` };
  }
}
