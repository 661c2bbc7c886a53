import { Buffer } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UmbraError } from '@umbra/core/errors';

/** A binary file as a stream, unpacked where it is gzipped. */
export function openBinary(location: string, { gzip }: { readonly gzip: boolean }): Readable {
  const file = createReadStream(location);
  if (!gzip) {
    return file;
  }
  // The callback only keeps an error from being uncaught: whoever reads the stream gets it too.
  return pipeline(file, createGunzip(), () => {});
}

/**
 * Cuts a stream into a header and records of one size, one of which is in memory at a time (besides
 * a chunk).
 * @throws UmbraError `dataset_invalid` when the stream ends within a record, or cannot be unpacked.
 */
export async function* records(
  stream: Readable,
  { location, header, size }: { location: string; header: number; size: number },
): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0);
  let toSkip = header;
  try {
    for await (const chunk of stream) {
      rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
      const skipped = Math.min(toSkip, rest.length);
      toSkip -= skipped;
      let start = skipped;
      while (start + size <= rest.length) {
        yield rest.subarray(start, start + size);
        start += size;
      }
      rest = rest.subarray(start);
    }
  } catch (cause) {
    throw new UmbraError(
      'dataset_invalid',
      `${location} cannot be read (${(cause as Error).message}): the file is damaged or incomplete.`,
      { cause },
    );
  }
  if (rest.length > 0 || toSkip > 0) {
    throw new UmbraError('dataset_invalid', `${location} ends too early: the file is incomplete.`);
  }
}

/** The first bytes of a file, unpacked where it is gzipped; fewer where it is shorter. */
export async function firstBytes(
  location: string,
  { count, gzip }: { readonly count: number; readonly gzip: boolean },
): Promise<Buffer> {
  let bytes: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of openBinary(location, { gzip })) {
      bytes = Buffer.concat([bytes, chunk as Buffer]);
      if (bytes.length >= count) {
        break;
      }
    }
  } catch {
    // What came before the damage still tells the format.
  }
  return bytes.subarray(0, count);
}
