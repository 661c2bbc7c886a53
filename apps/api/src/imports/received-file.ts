import { createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isUmbraError, UmbraError } from '@umbra/core/errors';

/**
 * Streams a body into a file of its own folder, and flushes it: when it resolves all of it is on
 * the disk. A body that breaks off or is too large leaves nothing behind.
 *
 * @throws UmbraError `file_too_large`, `empty_file`, `invalid_request` for one that broke off
 */
export async function receiveFile(
  body: Readable,
  { path, bytesMax }: { readonly path: string; readonly bytesMax: number },
): Promise<number> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      const message = `The file is larger than ${bytesMax} bytes: split it.`;
      done(bytes > bytesMax ? new UmbraError('file_too_large', message) : null, chunk);
    },
  });
  try {
    await pipeline(body, meter, createWriteStream(path, { flush: true }));
    if (bytes === 0) {
      throw new UmbraError('empty_file', 'The body is empty: send the file as it is.');
    }
    return bytes;
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw isUmbraError(cause) || hasCode(cause, 'ENOSPC') ? cause : brokenOff(cause);
  }
}

/** The first bytes of a file, which tell its kind. */
export async function startOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function brokenOff(cause: unknown): UmbraError {
  const message = 'The body broke off before its end: send it again.';
  return new UmbraError('invalid_request', message, { cause });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
