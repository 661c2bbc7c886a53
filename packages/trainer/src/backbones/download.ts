/**
 * Downloads a file that may be large over a line that may break. What has arrived is kept beside
 * its place with what the server calls its version (ETag or Last-Modified), so that a later try
 * asks for the rest alone (Range) and gets the whole when the file has changed (If-Range).
 */
import { mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UmbraError } from '@umbra/core/errors';
import { z } from 'zod';
import { fileBytesMax } from './model-file.js';

const attemptsMax = 5;
const firstPauseMs = 500;
/** A line on which nothing comes for so long is broken. */
const stallMs = 30_000;

export interface DownloadOptions {
  readonly url: string;
  /** Where the file goes; what lies there is the beginning of an earlier try. */
  readonly file: string;
  readonly signal: AbortSignal;
  /** Bytes; `total` is null where the server does not say. */
  readonly onProgress: (done: number, total: number | null) => void;
}

/**
 * @throws UmbraError `not_found` for an address with nothing behind it, `file_too_large`,
 * `unavailable` when the line breaks again and again; the signal's reason.
 */
export async function download(options: DownloadOptions): Promise<void> {
  await mkdir(dirname(options.file), { recursive: true });
  let failures = 0;
  while (true) {
    const before = await bytesOf(options.file);
    try {
      await attempt(options);
      return;
    } catch (cause) {
      options.signal.throwIfAborted();
      if (cause instanceof UmbraError) {
        throw cause;
      }
      const progressed = (await bytesOf(options.file)) > before;
      failures = progressed ? 1 : failures + 1;
      if (failures >= attemptsMax) {
        throw broken(options.url, cause);
      }
      await pause(firstPauseMs * 2 ** (failures - 1), options.signal);
    }
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}

async function attempt(options: DownloadOptions): Promise<void> {
  const { url, file, signal } = options;
  const stall = new AbortController();
  const timer = setTimeout(() => stall.abort(new Error('nothing comes any more')), stallMs);
  try {
    const known = await readRecord(file, url);
    const start = known === null ? 0 : await bytesOf(file);
    const response = await fetch(url, {
      headers: known === null || start === 0 ? {} : conditions(known, start),
      signal: AbortSignal.any([signal, stall.signal]),
    });
    if (response.status !== 304) {
      const offset = await checkResponse(response, { url, file, start });
      await receive(response, { ...options, offset, onChunk: () => timer.refresh() });
    }
  } finally {
    clearTimeout(timer);
  }
}

/** What to ask for when a part, or all, of a version of the file is here. */
function conditions({ version, isWhole }: DownloadRecord, start: number): Record<string, string> {
  if (!isWhole) {
    return { Range: `bytes=${start}-`, 'If-Range': version };
  }
  return version.startsWith('"') ? { 'If-None-Match': version } : { 'If-Modified-Since': version };
}

interface ReceiveOptions extends DownloadOptions {
  /** Where in the file the answer's body starts. */
  readonly offset: number;
  readonly onChunk: () => void;
}

async function receive(response: Response, options: ReceiveOptions): Promise<void> {
  const { url, file, offset, onChunk, onProgress } = options;
  const total = totalBytes(response, offset);
  const version = versionOf(response);
  await writeRecord(file, { url, version, isWhole: false });
  const target = await open(file, offset > 0 ? 'a' : 'w');
  let done = offset;
  try {
    onProgress(done, total);
    for await (const chunk of response.body ?? []) {
      onChunk();
      done += (chunk as Uint8Array).length;
      if (done > fileBytesMax || (total ?? 0) > fileBytesMax) {
        throw new UmbraError('file_too_large', `${url} is larger than the 2 GB that can be used.`);
      }
      await target.writeFile(chunk as Uint8Array);
      onProgress(done, total);
    }
  } finally {
    await target.close();
  }
  if (total !== null && done !== total) {
    throw new Error(`${done} of ${total} bytes came`);
  }
  await writeRecord(file, { url, version, isWhole: true });
}

interface Expected {
  readonly url: string;
  readonly file: string;
  readonly start: number;
}

/** Where in the file the answer's body starts. */
async function checkResponse(response: Response, expected: Expected): Promise<number> {
  const { url, file, start } = expected;
  const { status } = response;
  if (status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${start}-`)) {
    return start;
  }
  if (status === 200) {
    return 0;
  }
  await response.body?.cancel();
  if (status === 206 || status === 416) {
    // What lies here is no beginning of what lies there: the next try starts anew.
    await rm(file, { force: true });
    throw new Error(`the server answers ${status}`);
  }
  if (status >= 500 || status === 408 || status === 429) {
    throw new Error(`the server answers ${status}`);
  }
  throw new UmbraError(
    'not_found',
    `There is nothing to download at ${url} (the server answers ${status}): check the address.`,
  );
}

function totalBytes(response: Response, offset: number): number | null {
  const length = response.headers.get('content-length');
  // Of a compressed answer the length says nothing.
  const isPlain = (response.headers.get('content-encoding') ?? 'identity') === 'identity';
  return length !== null && isPlain ? offset + Number(length) : null;
}

/** Only a strong ETag or a date tells the same bytes. */
function versionOf({ headers }: Response): string | null {
  const etag = headers.get('etag');
  return etag !== null && !etag.startsWith('W/') ? etag : headers.get('last-modified');
}

const recordSchema = z.object({
  url: z.string(),
  version: z.string().nullable(),
  isWhole: z.boolean(),
});

interface DownloadRecord {
  readonly version: string;
  readonly isWhole: boolean;
}

/** What is here of the file; null where it cannot be told to be a part of what is there. */
async function readRecord(file: string, url: string): Promise<DownloadRecord | null> {
  const text = await readFile(`${file}.json`, 'utf8').catch(() => 'null');
  try {
    const record = recordSchema.parse(JSON.parse(text));
    const { version, isWhole } = record;
    return record.url === url && version !== null ? { version, isWhole } : null;
  } catch {
    return null;
  }
}

async function writeRecord(file: string, record: z.infer<typeof recordSchema>): Promise<void> {
  await writeFile(`${file}.json`, JSON.stringify(record));
}

async function bytesOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}

function broken(url: string, cause: unknown): UmbraError {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const reason = inner instanceof Error ? inner.message : String(inner);
  return new UmbraError(
    'unavailable',
    `${url} cannot be downloaded (${reason}): try again, and the download goes on where it broke.`,
    { cause },
  );
}
