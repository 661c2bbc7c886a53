/**
 * Makes a native build (its layout: backend/tensorflow/native-build.ts of core). It is put together
 * beside its place and proves itself there; only what passed the gradient check takes the place of
 * what was there before.
 */
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type BackendCheck,
  type NativeBuildRecord,
  standInSource,
  standIns,
  tfjsNodeVersion,
} from '@umbra/core/backend';
import { UmbraError } from '@umbra/core/errors';
import { checkCompiler, compileAddon } from './compile-addon.js';
import { fetchPackages, packageDirectory } from './fetch-packages.js';
import { installedTensorflow } from './installed-tensorflow.js';
import { proveBuild } from './prove-build.js';
import { type TensorflowLibrary, tensorflowLibrary } from './tensorflow-library.js';
import { unpackWheel } from './unpack-wheel.js';

export interface BuildNativeOptions {
  /** Where the build is to stand. */
  readonly directory: string;
  /** A folder or a .whl file; null for the TensorFlow of this machine. */
  readonly tensorflow: string | null;
  readonly compiler: string;
  /** What the process that proves the build gets to see. */
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Told what is being done. */
  readonly onStep: (step: string) => void;
}

/**
 * @throws UmbraError `not_found`, `conflict`, `backend_unavailable`: what is missing or does not
 * fit; what was there before still is. The signal's reason.
 */
export async function buildNative(options: BuildNativeOptions): Promise<BackendCheck> {
  const { directory, compiler, signal, onStep } = options;
  await checkPlace(directory);
  await checkCompiler(compiler, signal);
  const staged = `${directory}.new`;
  await rm(staged, { recursive: true, force: true });
  await mkdir(staged, { recursive: true });
  try {
    const { library, runPath } = await obtainLibrary(staged, options);
    onStep('fetching tfjs-node');
    await fetchPackages(staged, signal);
    onStep('compiling its addon');
    await compileAddon({ directory: staged, library, runPath, compiler, signal });
    await writeStandIns(staged);
    const record: NativeBuildRecord = {
      tfjsNode: tfjsNodeVersion,
      library: library.directory.replace(staged, directory),
      gradients: null,
    };
    await writeRecord(staged, record);
    onStep('checking its gradients');
    const check = await proveBuild({ ...options, directory: staged });
    await writeRecord(staged, { ...record, gradients: check.gradients });
    await publish(staged, directory);
    return check;
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

/** Only a native build may be replaced by one. */
async function checkPlace(directory: string): Promise<void> {
  if (process.platform !== 'linux') {
    throw new UmbraError(
      'backend_unavailable',
      'A native build is made on Linux only: elsewhere run "npm install @tensorflow/tfjs-node".',
    );
  }
  const there = await readdir(directory).catch((error: NodeJS.ErrnoException) => error.code);
  const free = there === 'ENOENT' || (Array.isArray(there) && there.length === 0);
  if (!free && !(Array.isArray(there) && there.includes('record.json'))) {
    throw new UmbraError(
      'conflict',
      `${directory} is there and is no native build: name another place by UMBRA_NATIVE.`,
    );
  }
}

interface ObtainedLibrary {
  readonly library: TensorflowLibrary;
  /** Where the addon looks for it at run time. */
  readonly runPath: string;
}

async function obtainLibrary(
  staged: string,
  { tensorflow, signal, onStep }: BuildNativeOptions,
): Promise<ObtainedLibrary> {
  const given = tensorflow ?? (await installedTensorflow(signal));
  const isFile = (await stat(given).catch(() => null))?.isFile() ?? false;
  if (!isFile) {
    const library = await tensorflowLibrary(given);
    return { library, runPath: library.directory };
  }
  onStep('unpacking the wheel');
  const unpacked = join(staged, 'library');
  await mkdir(unpacked);
  await unpackWheel(given, { directory: unpacked, signal });
  return { library: await tensorflowLibrary(unpacked), runPath: '$ORIGIN/library/tensorflow' };
}

async function writeStandIns(directory: string): Promise<void> {
  for (const name of standIns) {
    const place = packageDirectory(directory, name);
    await mkdir(place, { recursive: true });
    const manifest = { name, version: tfjsNodeVersion, main: 'index.js' };
    await writeFile(join(place, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(place, 'index.js'), standInSource);
  }
}

async function writeRecord(directory: string, record: NativeBuildRecord): Promise<void> {
  await writeFile(join(directory, 'record.json'), `${JSON.stringify(record, null, 2)}\n`);
}

async function publish(staged: string, directory: string): Promise<void> {
  const old = `${directory}.old`;
  await rm(old, { recursive: true, force: true });
  await rename(directory, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') {
      throw error;
    }
  });
  await rename(staged, directory);
  await rm(old, { recursive: true, force: true });
}
