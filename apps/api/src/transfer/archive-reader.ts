import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { isUmbraError, UmbraError } from '@umbra/core/errors';
import { extract } from 'tar-stream';
import { entryBytesMax, transferNames } from './transfer-format.js';

const knownNames = [
  ...Object.values(transferNames),
  /^(?:model|backbone)\/\w[\w.-]*$/,
  /^images\/[0-9a-f]{64}$/,
  /^items\/\d{6}\.ndjson$/,
];

function isKnown(name: string): boolean {
  return knownNames.some((known) =>
    typeof known === 'string' ? known === name : known.test(name),
  );
}

export interface TransferEntry {
  readonly name: string;
  readonly size: number;
  readonly content: Readable;
}

/** The entries of an exported gallery one after the other; whoever does not read one skips it. */
async function* entries(path: string, signal: AbortSignal): AsyncGenerator<TransferEntry> {
  const unpacking = extract();
  const file = createReadStream(path);
  const flow = pipeline(file, unpacking, { signal });
  flow.catch(() => {}); // the iteration below ends by the same error
  try {
    for await (const entry of unpacking) {
      const { name, type, size = 0 } = entry.header;
      if (type !== 'file' || !isKnown(name)) {
        throw damaged(`it holds ${name.slice(0, 80)}, which no export writes`);
      }
      yield { name, size, content: entry as unknown as Readable };
      if (!entry.destroyed) {
        for await (const _ of entry) {
          // Only a consumed entry lets the next one come.
        }
      }
    }
    await flow;
  } catch (cause) {
    signal.throwIfAborted();
    throw isUmbraError(cause) ? cause : damaged((cause as Error).message, cause);
  } finally {
    unpacking.destroy();
    file.destroy();
  }
}

/**
 * Reads all of an exported gallery and compares every byte of its files with the sums at its end.
 *
 * @throws UmbraError `dataset_invalid` for a file that is not as it was written
 */
export async function checkArchive(path: string, signal: AbortSignal): Promise<void> {
  const sums: string[] = [];
  const seen = new Set<string>();
  let written: string | null = null;
  for await (const { name, size, content } of entries(path, signal)) {
    if (written !== null || seen.has(name)) {
      throw damaged(`it holds ${name} twice, or after its sums`);
    }
    seen.add(name);
    if (name === transferNames.sums) {
      written = (await readWhole({ name, size, content }, entryBytesMax.list)).toString('latin1');
    } else {
      const hash = createHash('sha256');
      for await (const chunk of content) {
        hash.update(chunk as Buffer);
      }
      sums.push(`${hash.digest('hex')}  ${name}\n`);
    }
  }
  if (written === null) {
    throw damaged('it ends before its sums');
  }
  if (written !== sums.join('')) {
    const listed = written.split(/(?<=\n)/);
    const wrong = sums.find((line, at) => line !== listed[at]) ?? listed[sums.length] ?? '';
    throw damaged(`${wrong.slice(66).trim() || transferNames.sums} is not as it was written`);
  }
}

/** The entries of a file that was checked before, without its sums. */
export async function* readArchiveEntries(
  path: string,
  signal: AbortSignal,
): AsyncGenerator<TransferEntry> {
  for await (const entry of entries(path, signal)) {
    if (entry.name !== transferNames.sums) {
      yield entry;
    }
  }
}

export async function readWhole(
  { name, size, content }: TransferEntry,
  bytesMax: number,
): Promise<Buffer> {
  if (size > bytesMax) {
    throw damaged(`${name} has more than ${bytesMax} bytes`);
  }
  return buffer(content);
}

/** Undefined for what is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function damaged(why: string, cause?: unknown): UmbraError {
  return new UmbraError(
    'dataset_invalid',
    `The file is no whole export of a gallery (${why}): export it again and send it once more.`,
    { cause },
  );
}
