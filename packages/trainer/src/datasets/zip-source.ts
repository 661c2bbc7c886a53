import { Buffer } from 'node:buffer';
import { UmbraError } from '@umbra/core/errors';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { fingerprintFiles } from './folder-source.js';
import {
  insidePath,
  isBeside,
  isPictureName,
  type PictureRead,
  type PictureSource,
  type SkippedPicture,
  type SourceLimits,
  sourceLimits,
  tooLarge,
} from './picture-source.js';

/** A .zip of pictures. Entries are unpacked one at a time into memory, never to the disk. */
export function zipSource(location: string, limits: SourceLimits = sourceLimits): PictureSource {
  return {
    format: 'zip archive',
    location,
    fingerprint: () => fingerprintFiles([location]),
    list: async (signal) => {
      const pictures = new Set<string>();
      const skipped: SkippedPicture[] = [];
      for await (const { path, reason } of entries(location, { limits, signal })) {
        if (reason === null) {
          pictures.add(path);
        } else {
          skipped.push({ path, reason });
        }
      }
      return { pictures: [...pictures].map((path) => ({ path, label: null })), skipped };
    },
    read: (wanted, signal) => readZip(location, { wanted, limits }, signal),
    readBeside: async (path, signal) => {
      const isWanted = (name: string) => isBeside(insidePath(name) ?? '', path);
      for await (const file of entries(location, { isWanted, limits, signal })) {
        const { entry, archive } = file;
        if (file.reason === null && entry.uncompressedSize <= limits.pictureBytesMax) {
          return { path: file.path, bytes: await unpacked(archive, entry) };
        }
      }
      return null;
    },
  };
}

interface ZipPicture {
  readonly path: string;
  /** Why the entry is not read; null for a picture. */
  readonly reason: string | null;
  readonly entry: Entry;
  readonly archive: ZipFile;
}

interface EntriesOptions {
  /** Pictures when left out. */
  readonly isWanted?: (name: string) => boolean;
  readonly limits: SourceLimits;
  readonly signal?: AbortSignal | undefined;
}

async function* entries(
  location: string,
  { isWanted = isPictureName, limits, signal }: EntriesOptions,
): AsyncGenerator<ZipPicture> {
  let archive: ZipFile | undefined;
  let count = 0;
  try {
    // Names are decoded here and not by yauzl, which would give up the whole archive for one
    // hostile name.
    archive = await yauzl.openPromise(location, { decodeStrings: false });
    for await (const entry of archive.eachEntry()) {
      signal?.throwIfAborted();
      if (++count > limits.entriesMax) {
        throw new UmbraError(
          'dataset_invalid',
          `${location} holds more than ${limits.entriesMax} files: split it into several archives.`,
        );
      }
      const name = decodeName(entry);
      const path = insidePath(name);
      if (isWanted(name.replaceAll('\\', '/'))) {
        yield { path: path ?? name, reason: refusal(entry, path), entry, archive };
      }
    }
  } catch (cause) {
    throw asArchiveError(cause, { location, signal });
  } finally {
    archive?.close();
  }
}

function decodeName(entry: Entry): string {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
  return yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

const linkMode = 0o120000;
const modeMask = 0o170000;

function refusal(entry: Entry, path: string | null): string | null {
  if (path === null) {
    return 'Its path leads out of the archive.';
  }
  if (((entry.externalFileAttributes >>> 16) & modeMask) === linkMode) {
    return 'It is a link.';
  }
  if (entry.isEncrypted()) {
    return 'It is encrypted.';
  }
  if (!entry.canDecodeFileData()) {
    return `It is compressed by method ${entry.compressionMethod}; stored and deflated files are read.`;
  }
  return null;
}

interface ReadZip {
  readonly wanted: ReadonlySet<string>;
  readonly limits: SourceLimits;
}

async function* readZip(
  location: string,
  { wanted, limits }: ReadZip,
  signal?: AbortSignal,
): AsyncGenerator<PictureRead> {
  const left = new Set(wanted);
  let unpacked = 0;
  for await (const { path, reason, entry, archive } of entries(location, { limits, signal })) {
    if (reason !== null || !left.delete(path)) {
      continue;
    }
    if (entry.uncompressedSize > limits.pictureBytesMax) {
      yield { path, unreadable: tooLarge(entry.uncompressedSize, limits) };
      continue;
    }
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.unpackedBytesMax) {
      throw new UmbraError('dataset_invalid', `${location} unpacks to too much: split it.`);
    }
    yield await readEntry(archive, entry, path);
    if (left.size === 0) {
      return;
    }
  }
}

/**
 * yauzl ends the stream with an error as soon as it carries more than the size that was checked
 * above.
 */
async function readEntry(archive: ZipFile, entry: Entry, path: string): Promise<PictureRead> {
  try {
    return { path, content: { kind: 'file', bytes: await unpacked(archive, entry) } };
  } catch (error) {
    return { path, unreadable: `It cannot be unpacked (${(error as Error).message}).` };
  }
}

async function unpacked(archive: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await archive.openReadStreamPromise(entry)) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/**
 * Errors of the archive as the user's; cancellations and errors that are already clear pass
 * through.
 */
export function asArchiveError(
  cause: unknown,
  { location, signal }: { readonly location: string; readonly signal?: AbortSignal | undefined },
): unknown {
  if (signal?.aborted || cause instanceof UmbraError) {
    return cause;
  }
  const what = cause instanceof Error ? cause.message : String(cause);
  return new UmbraError(
    'dataset_invalid',
    `${location} cannot be unpacked (${what}): the archive is damaged or incomplete.`,
    { cause },
  );
}
