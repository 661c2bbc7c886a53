import * as tf from '@tensorflow/tfjs-core';
import { UmbraError } from '../../errors/index.js';
import type { BackendInfo } from '../backend-info.js';
import '@tensorflow/tfjs-backend-cpu';

export async function startCpu(): Promise<BackendInfo> {
  if (!(await tf.setBackend('cpu'))) {
    throw new UmbraError('backend_unavailable', "The backend 'cpu' does not start.");
  }
  return { name: 'cpu', detail: `TensorFlow.js ${tf.version_core} plain JavaScript` };
}
