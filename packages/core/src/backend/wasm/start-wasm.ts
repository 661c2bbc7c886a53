import * as tf from '@tensorflow/tfjs-core';
import { UmbraError } from '../../errors/index.js';
import type { BackendInfo } from '../backend-info.js';
import '@tensorflow/tfjs-backend-wasm';

export async function startWasm(): Promise<BackendInfo> {
  if (!(await tf.setBackend('wasm'))) {
    throw new UmbraError('backend_unavailable', "The backend 'wasm' does not start.");
  }
  return { name: 'wasm', detail: `TensorFlow.js ${tf.version_core} wasm` };
}
