import * as tf from '@tensorflow/tfjs-core';
import { UmbraError } from '../../errors/index.js';
import type { BackendInfo } from '../backend-info.js';

/** In this order, and never both: each brings its own copy of the native library. */
const packages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

export async function startTensorflow(): Promise<BackendInfo> {
  const failures: unknown[] = [];
  for (const name of packages) {
    try {
      await import(name);
      if (await tf.setBackend('tensorflow')) {
        return {
          name: 'tensorflow',
          detail: `TensorFlow.js ${tf.version_core} on native TensorFlow (${name})`,
        };
      }
    } catch (error) {
      failures.push(error);
    }
  }
  throw new UmbraError(
    'backend_unavailable',
    "The backend 'tensorflow' needs the package @tensorflow/tfjs-node-gpu or @tensorflow/tfjs-node, " +
      "and neither can be loaded: install one of them, or choose 'wasm' or 'auto'.",
    { cause: new AggregateError(failures) },
  );
}
