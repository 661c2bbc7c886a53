/**
 * The addon of tfjs-node, two C++ files over TensorFlow's C interface, compiled without node-gyp:
 * one call of the compiler, which needs neither Python nor Node's own headers, and links TensorFlow
 * where it lies.
 */
import { join } from 'node:path';
import { addonFile } from '@umbra/core/backend';
import { UmbraError } from '@umbra/core/errors';
import { packageDirectory } from './fetch-packages.js';
import { runCommand } from './run-command.js';
import { externalHeaders, type TensorflowLibrary } from './tensorflow-library.js';

interface CompileOptions {
  /** The native build, where the packages are. */
  readonly directory: string;
  readonly library: TensorflowLibrary;
  /** Where the addon looks for the library at run time; may start with $ORIGIN. */
  readonly runPath: string;
  /** Such as `c++`. */
  readonly compiler: string;
  readonly signal: AbortSignal;
}

/** @throws UmbraError `backend_unavailable` */
export async function checkCompiler(compiler: string, signal: AbortSignal): Promise<void> {
  const version = await runCommand(compiler, ['--version'], { signal });
  if (version?.code !== 0) {
    throw new UmbraError(
      'backend_unavailable',
      `The native build needs a C++ compiler and there is no '${compiler}': install one ` +
        '(apt-get install -y g++), or name it in the variable CXX.',
    );
  }
}

/**
 * Writes the addon into `directory`.
 * @throws UmbraError `backend_unavailable` with the compiler's first complaint; the signal's
 * reason.
 */
export async function compileAddon(options: CompileOptions): Promise<void> {
  const { directory, library, runPath, compiler, signal } = options;
  const source = packageDirectory(directory, '@tensorflow/tfjs-node');
  const headers = [
    join(packageDirectory(directory, 'node-api-headers'), 'include'),
    library.include,
    ...externalHeaders.map((folder) => join(library.include, folder)),
    source,
  ];
  const compiled = await runCommand(
    compiler,
    [
      ...['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8'],
      ...headers.map((folder) => `-I${folder}`),
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(source, 'binding', file)),
      ...['-o', join(directory, addonFile)],
      ...[`-L${library.directory}`, `-Wl,-rpath,${runPath}`],
      ...library.files.map((file) => `-l:${file}`),
    ],
    { signal },
  );
  if (compiled?.code !== 0) {
    const lines = compiled?.stderr.split('\n') ?? [];
    const complaint = lines.find((line) => /error|cannot find|undefined/.test(line)) ?? lines[0];
    throw new UmbraError(
      'backend_unavailable',
      `The addon does not compile against ${library.directory} (${complaint?.trim()}): ` +
        'give TensorFlow 2.9 or newer, for this system and processor, with all its headers.',
    );
  }
}
