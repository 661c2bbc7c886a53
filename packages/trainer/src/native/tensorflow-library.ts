/**
 * TensorFlow's library and headers in a folder, in the ways in which they come:
 *
 *   Python package   tensorflow/{libtensorflow_cc.so.2, libtensorflow_framework.so.2, include/}
 *   C library        {lib/libtensorflow.so.2, lib/libtensorflow_framework.so.2, include/}
 *
 * The package's libtensorflow_cc exports the C API too. A package with CUDA finds its libraries
 * relative to where it lies, so it is linked in its place and never copied.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UmbraError } from '@umbra/core/errors';

export interface TensorflowLibrary {
  /** Absolute; the libraries are found here at run time as well. */
  readonly directory: string;
  /** Names of the libraries to link, each before those that need it. */
  readonly files: readonly string[];
  readonly include: string;
}

/** The headers that the addon includes, directly or not. */
export const headerFolders = ['tensorflow/c', 'tensorflow/core/platform', 'tsl', 'xla/tsl'];

/** Where some releases keep headers that others have in `include` itself. */
export const externalHeaders = ['external/local_tsl', 'external/local_xla'];

/**
 * The library in `path`: a Python package of TensorFlow, the folder that holds one, or an unpacked
 * C library.
 * @throws UmbraError `not_found`; `backend_unavailable` when something is missing.
 */
export async function tensorflowLibrary(path: string): Promise<TensorflowLibrary> {
  if (!(await isFolder(path))) {
    throw new UmbraError('not_found', `There is no folder ${path}: name where TensorFlow is.`);
  }
  for (const { lib, include } of [
    { lib: path, include: join(path, 'include') },
    { lib: join(path, 'tensorflow'), include: join(path, 'tensorflow/include') },
    { lib: join(path, 'lib'), include: join(path, 'include') },
  ]) {
    const files = await librariesIn(lib);
    if (files !== null) {
      await checkHeaders(include);
      return { directory: lib, files, include };
    }
  }
  throw new UmbraError(
    'backend_unavailable',
    `${path} holds no TensorFlow (libtensorflow_cc.so or libtensorflow.so with ` +
      'libtensorflow_framework.so): name the folder of the Python package tensorflow, an unpacked ' +
      'wheel or C library, or a .whl file.',
  );
}

/** The names of the libraries in a folder, the shortest of each: libtensorflow.so before .so.2. */
async function librariesIn(folder: string): Promise<string[] | null> {
  const names = await readdir(folder).catch(() => []);
  const named = (stem: string): string | undefined =>
    names.filter((name) => name === `${stem}.so` || name.startsWith(`${stem}.so.`)).sort()[0];
  const framework = named('libtensorflow_framework');
  const library = named('libtensorflow_cc') ?? named('libtensorflow');
  return framework === undefined || library === undefined ? null : [framework, library];
}

async function checkHeaders(include: string): Promise<void> {
  const header = join(include, 'tensorflow/c/eager/c_api.h');
  if (!(await stat(header).catch(() => null))) {
    throw new UmbraError(
      'backend_unavailable',
      `TensorFlow's headers are missing (${header}): name a TensorFlow that was unpacked whole.`,
    );
  }
}

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
