import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UmbraError } from '@umbra/core/errors';
import { fingerprintFiles } from './folder-source.js';
import type { PictureRead, PictureSource } from './picture-source.js';
import { openBinary, records } from './record-stream.js';

const side = 32;
const planeLength = side * side;
const recordLength = 1 + 3 * planeLength;
const classCount = 10;

/**
 * The binary version of CIFAR-10 (Krizhevsky, 2009): records of a label byte and the red, green and
 * blue planes of 32 x 32 pixels. Class names come from `batches.meta.txt` beside the files, where
 * it is there.
 */
export function cifarSource(location: string, files: readonly string[]): PictureSource {
  return {
    format: 'CIFAR-10 binary',
    location,
    fingerprint: () => fingerprintFiles(files),
    list: async (signal) => {
      const names = await classNames(files);
      const pictures = [];
      for await (const { path, record } of allRecords(files, signal)) {
        pictures.push({ path, label: names[record[0] ?? 0] ?? String(record[0]) });
      }
      return { pictures, skipped: [] };
    },
    read: (wanted, signal) => read(files, wanted, signal),
  };
}

/** Whether a file's size and first label fit the format, which has no header. */
export async function isCifarFile(file: string): Promise<boolean> {
  const { size } = await stat(file);
  return file.endsWith('.bin') && size > 0 && size % recordLength === 0;
}

async function classNames(files: readonly string[]): Promise<string[]> {
  const meta = join(dirname(files[0] ?? '.'), 'batches.meta.txt');
  const text = await readFile(meta, 'utf8').catch(() => '');
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

async function* read(
  files: readonly string[],
  wanted: ReadonlySet<string>,
  signal?: AbortSignal,
): AsyncGenerator<PictureRead> {
  const size = { width: side, height: side, channels: 3 } as const;
  for await (const { path, record } of allRecords(files, signal)) {
    if (wanted.has(path)) {
      yield { path, content: { kind: 'pixels', pixels: interleaved(record), size } };
    }
  }
}

interface CifarRecord {
  readonly path: string;
  readonly record: Uint8Array;
}

async function* allRecords(
  files: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<CifarRecord> {
  for (const location of files) {
    let index = 0;
    const options = { location, header: 0, size: recordLength };
    for await (const record of records(openBinary(location, { gzip: false }), options)) {
      signal?.throwIfAborted();
      if ((record[0] ?? 0) >= classCount) {
        throw new UmbraError(
          'dataset_invalid',
          `${location} is not CIFAR-10 binary: record ${index} has the label ${record[0]}.`,
        );
      }
      yield { path: `${basename(location)}/${String(index++).padStart(7, '0')}`, record };
    }
  }
}

/** Planes of red, green and blue -> [32, 32, 3]. */
function interleaved(record: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(3 * planeLength);
  for (let pixel = 0; pixel < planeLength; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      pixels[pixel * 3 + channel] = record[1 + channel * planeLength + pixel] ?? 0;
    }
  }
  return pixels;
}
