import '@tensorflow/tfjs-backend-wasm';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { UmbraError } from '../../errors/index.js';
import type { BackendInfo } from '../backend-info.js';
import { bindKernels } from './compiled-kernels.js';
import { guardHeap } from './heap-guard.js';
import { withoutProcessListeners } from './process-listeners.js';
import {
  registerCompiledKernels,
  registerFasterKernels,
  registerRepairs,
} from './register-kernels.js';

/**
 * WebAssembly on one thread. (The backend's threads do not start in Node, tfjs#3830, and on few
 * cores they lose to one thread.)
 */
export async function startWasm(): Promise<BackendInfo> {
  registerRepairs();
  registerFasterKernels();
  const backend = await start();
  registerCompiledKernels(bindKernels(backend));
  return describe('own gradient kernels');
}

/**
 * The wasm backend with its own kernels wherever it has them and they are right: what benchmarks
 * compare ours with.
 */
export async function startRepairedWasm(): Promise<BackendInfo> {
  registerRepairs();
  await start();
  return describe('own kernels only where one is missing or wrong');
}

async function start(): Promise<BackendWasm> {
  if (!(await withoutProcessListeners(() => tf.setBackend('wasm')))) {
    throw new UmbraError(
      'backend_unavailable',
      "The backend 'wasm' does not start: install the packages again (npm ci), or choose 'cpu'.",
    );
  }
  const backend = tf.backend() as BackendWasm;
  guardHeap(backend);
  return backend;
}

async function describe(kernels: string): Promise<BackendInfo> {
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'SIMD' : 'no SIMD';
  return {
    name: 'wasm',
    detail: `TensorFlow.js ${tf.version_core} wasm (${simd}), ${kernels}`,
  };
}
