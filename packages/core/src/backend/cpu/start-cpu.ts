import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { UmbraError } from '../../errors/index.js';
import type { BackendInfo } from '../backend-info.js';
import { replaceKernel } from '../replace-kernel.js';
import { avgPoolGrad } from './avg-pool-grad.js';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2dBackpropInput } from './conv2d-backprop-input.js';
import { unsortedSegmentSum } from './unsorted-segment-sum.js';

/**
 * Plain JavaScript with the kernels repaired without which training would not end. Runs everywhere.
 */
export async function startCpu(): Promise<BackendInfo> {
  const backendName = 'cpu';
  replaceKernel({ backendName, kernelName: tf.AvgPoolGrad, run: avgPoolGrad });
  replaceKernel({ backendName, kernelName: tf.Conv2DBackpropFilter, run: conv2dBackpropFilter });
  replaceKernel({ backendName, kernelName: tf.Conv2DBackpropInput, run: conv2dBackpropInput });
  replaceKernel({ backendName, kernelName: tf.UnsortedSegmentSum, run: unsortedSegmentSum });
  if (!(await tf.setBackend(backendName))) {
    throw new UmbraError(
      'backend_unavailable',
      "The backend 'cpu' does not start: install the packages again (npm ci).",
    );
  }
  return {
    name: backendName,
    detail: `TensorFlow.js ${tf.version_core} in plain JavaScript, repaired kernels (slow)`,
  };
}
