/**
 * Loads a native build (see `native-build.ts`): of tfjs-node the kernels and the backend's class,
 * and not its entry, which searches the addon by node-pre-gyp.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import {
  addonFile,
  coreSymbol,
  type NativeBuildRecord,
  nativeBuildRecordSchema,
  tfjsNodeVersion,
} from './native-build.js';

/** The part of tfjs-node's addon that is used here. */
interface Binding {
  readonly TF_Version: string;
  isUsingGpuDevice(): boolean;
}

interface BackendModule {
  readonly NodeJSKernelBackend: new (binding: Binding, packageName: string) => tf.KernelBackend;
}

export function hasNativeBuild(directory: string): boolean {
  try {
    requireIn(directory).resolve('./record.json');
    return true;
  } catch {
    return false;
  }
}

/**
 * Registers the backend 'tensorflow' of a native build.
 * @throws Error where the build is for another TensorFlow.js, and what the loader says, such as of
 * a library that was moved.
 */
export function loadNativeBuild(directory: string): NativeBuildRecord {
  const require = requireIn(directory);
  const record = nativeBuildRecordSchema.parse(require('./record.json'));
  if (record.tfjsNode !== tfjsNodeVersion) {
    throw new Error(`it is for TensorFlow.js ${record.tfjsNode}, not ${tfjsNodeVersion}`);
  }
  const ours = createRequire(import.meta.url);
  Object.assign(globalThis, { [Symbol.for(coreSymbol)]: ours('@tensorflow/tfjs-core') });
  const binding = require(`./${addonFile}`) as Binding;
  const dist = '@tensorflow/tfjs-node/dist';
  const { NodeJSKernelBackend } = require(`${dist}/nodejs_kernel_backend.js`) as BackendModule;
  require(`${dist}/register_all_kernels.js`);
  tf.registerBackend(
    'tensorflow',
    () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node'),
    3,
  );
  return record;
}

function requireIn(directory: string): NodeJS.Require {
  return createRequire(pathToFileURL(`${directory}/`));
}
