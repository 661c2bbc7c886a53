import { Buffer } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UmbraError } from '@umbra/core/errors';
import { type Extract, extract, type Header } from 'tar-stream';
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
import { asArchiveError } from './zip-source.js';

interface TarOptions {
  readonly gzip: boolean;
  readonly limits?: SourceLimits;
}

/**
 * A .tar or .tar.gz of pictures, streamed: one entry is in memory at a time, and nothing is written
 * to the disk.
 */
export function tarSource(location: string, options: TarOptions): PictureSource {
  const { gzip, limits = sourceLimits } = options;
  const archive = { location, gzip, limits };
  return {
    format: gzip ? 'gzipped tar archive' : 'tar archive',
    location,
    fingerprint: () => fingerprintFiles([location]),
    list: async (signal) => {
      const pictures = new Set<string>();
      const skipped: SkippedPicture[] = [];
      for await (const { path, reason } of entries(archive, { signal })) {
        if (reason === null) {
          pictures.add(path);
        } else {
          skipped.push({ path, reason });
        }
      }
      return { pictures: [...pictures].map((path) => ({ path, label: null })), skipped };
    },
    read: (wanted, signal) => readTar(archive, wanted, signal),
    readBeside: async (path, signal) => {
      const isWanted = (name: string) => isBeside(insidePath(name) ?? '', path);
      for await (const file of entries(archive, { isWanted, signal })) {
        if (file.reason === null && file.size <= limits.pictureBytesMax) {
          return { path: file.path, bytes: await file.read() };
        }
      }
      return null;
    },
  };
}

type Entry = Extract extends AsyncIterable<infer Item> ? Item : never;

interface Archive {
  readonly location: string;
  readonly gzip: boolean;
  readonly limits: SourceLimits;
}

interface TarPicture {
  readonly path: string;
  /** Why the entry is not read; null for a picture. */
  readonly reason: string | null;
  readonly size: number;
  read(): Promise<Buffer>;
}

interface EntriesOptions {
  /** Pictures when left out. */
  readonly isWanted?: (name: string) => boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Whoever does not `read` an entry has it skipped. */
async function* entries(
  archive: Archive,
  { isWanted = isPictureName, signal }: EntriesOptions,
): AsyncGenerator<TarPicture> {
  const { location, gzip, limits } = archive;
  const unpacking = extract();
  const file = createReadStream(location);
  const meter = unpackedMeter(archive);
  const flow = gzip
    ? pipeline([file, createGunzip(), meter, unpacking], { signal })
    : pipeline([file, meter, unpacking], { signal });
  // The iteration below ends by the same error; without this it would count as unhandled first.
  flow.catch(() => {});
  let count = 0;
  try {
    for await (const entry of unpacking) {
      if (++count > limits.entriesMax) {
        throw new UmbraError(
          'dataset_invalid',
          `${location} holds more than ${limits.entriesMax} files: split it into several archives.`,
        );
      }
      if (entry.header.type !== 'directory' && isWanted(nameOf(entry.header))) {
        yield describe(entry.header, () => readAll(entry));
      }
      await drain(entry);
    }
    await flow;
  } catch (cause) {
    throw asArchiveError(cause, { location, signal });
  } finally {
    unpacking.destroy();
    file.destroy();
  }
}

function nameOf({ name }: Header): string {
  return name.replaceAll('\\', '/');
}

function describe(header: Header, read: () => Promise<Buffer>): TarPicture {
  const name = nameOf(header);
  const path = insidePath(name);
  const isFile = header.type === 'file' || header.type === 'contiguous-file';
  const refusal = isFile ? null : `It is a ${header.type}, not a file.`;
  const reason = path === null ? 'Its path leads out of the archive.' : refusal;
  return { path: path ?? name, reason, size: header.size, read };
}

async function readAll(entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

async function drain(entry: Entry): Promise<void> {
  if (!entry.destroyed) {
    for await (const _ of entry) {
      // Only a consumed entry lets the next one come.
    }
  }
}

async function* readTar(
  archive: Archive,
  wanted: ReadonlySet<string>,
  signal?: AbortSignal,
): AsyncGenerator<PictureRead> {
  const left = new Set(wanted);
  for await (const { path, reason, size, read } of entries(archive, { signal })) {
    if (reason === null && left.delete(path)) {
      yield size > archive.limits.pictureBytesMax
        ? { path, unreadable: tooLarge(size, archive.limits) }
        : { path, content: { kind: 'file', bytes: await read() } };
    }
    if (left.size === 0) {
      return;
    }
  }
}

/** Passes everything on, and ends the stream where an archive unpacks without end. */
function unpackedMeter({ location, limits }: Archive): Transform {
  let total = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      total += chunk.length;
      const message = `${location} unpacks to too much: split it into several archives.`;
      const tooMuch = total > limits.unpackedBytesMax;
      done(tooMuch ? new UmbraError('dataset_invalid', message) : null, chunk);
    },
  });
}
