/** The libraries and headers of a Python wheel of TensorFlow, without the rest of it. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UmbraError } from '@umbra/core/errors';
import yauzl, { type ZipFile } from 'yauzl';
import { externalHeaders, headerFolders } from './tensorflow-library.js';

const include = [...headerFolders, ...externalHeaders].map((name) => `tensorflow/include/${name}/`);
const library = /^tensorflow\/libtensorflow(_cc|_framework)?\.so[.\d]*$/;

/**
 * Unpacks into `directory`, as `tensorflow/...`. Names that lead out of it are refused by yauzl.
 * @throws UmbraError `backend_unavailable` when the file is no wheel of TensorFlow; the signal's
 * reason.
 */
export async function unpackWheel(
  wheel: string,
  { directory, signal }: { readonly directory: string; readonly signal: AbortSignal },
): Promise<void> {
  let archive: ZipFile;
  try {
    archive = await yauzl.openPromise(wheel);
  } catch (error) {
    throw new UmbraError(
      'backend_unavailable',
      `${wheel} cannot be read as a wheel (${(error as Error).message}): download it again.`,
      { cause: error },
    );
  }
  try {
    for await (const entry of archive.eachEntry()) {
      const name = entry.fileName;
      const wanted = library.test(name) || include.some((folder) => name.startsWith(folder));
      if (wanted && !name.endsWith('/')) {
        const target = join(directory, name);
        await mkdir(dirname(target), { recursive: true });
        const source = await archive.openReadStreamPromise(entry);
        await pipeline(source, createWriteStream(target), { signal });
      }
    }
  } finally {
    archive.close();
  }
}
