import { stat } from 'node:fs/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { ArchiveEntry, ArchiveLimits } from './archive-entry.js';
import { asArchiveError, checkUnpacked, tooLarge, tooManyEntries } from './archive-error.js';
import { insidePath } from './entry-path.js';

export interface ZipPlace {
  readonly path: string;
  readonly name: string;
  readonly limits: ArchiveLimits;
  readonly isWanted: (path: string) => boolean;
}

const linkMode = 0o120000;
const fileMode = 0o100000;
const modeMask = 0o170000;

/** Whoever does not `read` an entry has it skipped: a zip is read by its table of contents. */
export async function* zipEntries(
  { path, name, limits, isWanted }: ZipPlace,
  signal?: AbortSignal,
): AsyncGenerator<ArchiveEntry> {
  let archive: ZipFile | undefined;
  let count = 0;
  let unpacked = 0;
  try {
    const { size: packed } = await stat(path);
    // Names are decoded here and not by yauzl, which would give up the whole archive for one
    // hostile name.
    archive = await yauzl.openPromise(path, { decodeStrings: false });
    for await (const entry of archive.eachEntry()) {
      signal?.throwIfAborted();
      if (++count > limits.entriesMax) {
        throw tooManyEntries(name, limits);
      }
      if (!isWanted(nameOf(entry))) {
        continue;
      }
      const described = describe(archive, entry, limits);
      if (described.refusal === null) {
        unpacked += described.size;
        checkUnpacked({ packed, unpacked }, name, limits);
      }
      yield described;
    }
  } catch (cause) {
    throw asArchiveError(cause, { location: name, signal });
  } finally {
    archive?.close();
  }
}

function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const name = yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  return name.replaceAll('\\', '/');
}

function describe(archive: ZipFile, entry: Entry, limits: ArchiveLimits): ArchiveEntry {
  const name = nameOf(entry);
  const size = entry.uncompressedSize;
  const path = insidePath(name);
  const isTooLarge = size > limits.entryBytesMax;
  const refusal = refusalOf(entry, path) ?? (isTooLarge ? tooLarge(size, limits) : null);
  return { path: path ?? name, refusal, size, read: () => readAll(archive, entry) };
}

function refusalOf(entry: Entry, path: string | null): string | null {
  if (path === null) {
    return 'Its path leads out of the archive.';
  }
  const mode = (entry.externalFileAttributes >>> 16) & modeMask;
  if (mode === linkMode) {
    return 'It is a link.';
  }
  if (mode !== 0 && mode !== fileMode) {
    return 'It is a device or a pipe, not a file.';
  }
  if (entry.isEncrypted()) {
    return 'It is encrypted.';
  }
  if (!entry.canDecodeFileData()) {
    return `It is compressed by method ${entry.compressionMethod}; stored and deflated files are read.`;
  }
  return null;
}

/**
 * yauzl ends the stream with an error as soon as it carries more than the size that was checked
 * above.
 */
async function readAll(archive: ZipFile, entry: Entry): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of await archive.openReadStreamPromise(entry)) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
