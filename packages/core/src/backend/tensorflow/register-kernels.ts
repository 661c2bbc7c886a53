import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel } from '../replace-kernel.js';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { registerPaddedConvolutions } from './padded-convolutions.js';

/** Our kernels for native TensorFlow: what tfjs-node lacks, and what TensorFlow has wrong. */
export function registerTensorflowKernels(): void {
  const backendName = 'tensorflow';
  const kernelName = tf.Conv2DBackpropFilter;
  const { kernelFunc: stock } = tf.getKernel(kernelName, backendName);
  replaceKernel({ backendName, kernelName, run: conv2dBackpropFilter(stock) });
  registerPaddedConvolutions();
}
