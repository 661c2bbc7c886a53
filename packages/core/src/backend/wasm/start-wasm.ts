import '@tensorflow/tfjs-backend-wasm';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { UmbraError } from '../../errors/index.js';
import type { BackendInfo } from '../backend-info.js';
import { bindKernels } from './compiled-kernels.js';
import { guardHeap } from './heap-guard.js';
import { withoutProcessListeners } from './process-listeners.js';
import { registerFusedKernels, registerWasmKernels } from './register-kernels.js';

/**
 * WebAssembly on one thread. (The backend's threads do not start in Node, tfjs#3830, and on few
 * cores they lose to one thread.)
 */
export async function startWasm(): Promise<BackendInfo> {
  registerWasmKernels();
  if (!(await withoutProcessListeners(() => tf.setBackend('wasm')))) {
    throw new UmbraError(
      'backend_unavailable',
      "The backend 'wasm' does not start: install the packages again (npm ci), or choose 'cpu'.",
    );
  }
  const backend = tf.backend() as BackendWasm;
  guardHeap(backend);
  registerFusedKernels(bindKernels(backend));
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'SIMD' : 'no SIMD';
  return {
    name: 'wasm',
    detail: `TensorFlow.js ${tf.version_core} wasm (${simd}), own gradient kernels`,
  };
}
