import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Extract, extract, type Header } from 'tar-stream';
import type { ArchiveEntry, ArchiveLimits } from './archive-entry.js';
import { asArchiveError, checkUnpacked, tooLarge, tooManyEntries } from './archive-error.js';
import { insidePath } from './entry-path.js';

export interface TarPlace {
  readonly path: string;
  readonly name: string;
  readonly limits: ArchiveLimits;
  readonly isWanted: (path: string) => boolean;
  readonly gzip: boolean;
}

type Entry = Extract extends AsyncIterable<infer Item> ? Item : never;

/** Whoever does not `read` an entry has it skipped. */
export async function* tarEntries(
  { path, name, limits, isWanted, gzip }: TarPlace,
  signal?: AbortSignal,
): AsyncGenerator<ArchiveEntry> {
  const unpacking = extract();
  const file = createReadStream(path);
  const meter = unpackedMeter(name, limits, () => file.bytesRead);
  const flow = gzip
    ? pipeline([file, createGunzip(), meter, unpacking], { signal })
    : pipeline([file, meter, unpacking], { signal });
  // The iteration below ends by the same error; without this it would count as unhandled first.
  flow.catch(() => {});
  let count = 0;
  try {
    for await (const entry of unpacking) {
      if (++count > limits.entriesMax) {
        throw tooManyEntries(name, limits);
      }
      if (entry.header.type !== 'directory' && isWanted(nameOf(entry.header))) {
        yield describe(entry.header, { limits, read: () => readAll(entry) });
      }
      await drain(entry);
    }
    await flow;
  } catch (cause) {
    throw asArchiveError(cause, { location: name, signal });
  } finally {
    unpacking.destroy();
    file.destroy();
  }
}

function nameOf({ name }: Header): string {
  return name.replaceAll('\\', '/');
}

function describe(
  header: Header,
  { limits, read }: { readonly limits: ArchiveLimits; readonly read: ArchiveEntry['read'] },
): ArchiveEntry {
  const name = nameOf(header);
  const path = insidePath(name);
  const size = header.size ?? 0;
  return { path: path ?? name, refusal: refusalOf(header, { path, size, limits }), size, read };
}

function refusalOf(
  { type }: Header,
  facts: { readonly path: string | null; readonly size: number; readonly limits: ArchiveLimits },
): string | null {
  if (facts.path === null) {
    return 'Its path leads out of the archive.';
  }
  if (type !== 'file' && type !== 'contiguous-file') {
    return `It is a ${type}, not a file.`;
  }
  return facts.size > facts.limits.entryBytesMax ? tooLarge(facts.size, facts.limits) : null;
}

async function readAll(entry: Entry): Promise<Uint8Array> {
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

/** Passes everything on, and ends the stream where an archive unpacks without end. */
function unpackedMeter(name: string, limits: ArchiveLimits, packed: () => number): Transform {
  let unpacked = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      unpacked += chunk.length;
      try {
        checkUnpacked({ packed: packed(), unpacked }, name, limits);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
