import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel } from '../replace-kernel.js';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { registerPaddedConvolutions } from './padded-convolutions.js';
import { exp, prelu } from './unchained.js';

/** Our kernels for native TensorFlow: what tfjs-node lacks, and what TensorFlow has wrong. */
export function registerTensorflowKernels(): void {
  const backendName = 'tensorflow';
  const stock = (kernelName: string) => tf.getKernel(kernelName, backendName).kernelFunc;
  const { Conv2DBackpropFilter, Exp, Prelu } = tf;
  replaceKernel({
    backendName,
    kernelName: Conv2DBackpropFilter,
    run: conv2dBackpropFilter(stock(Conv2DBackpropFilter)),
  });
  replaceKernel({ backendName, kernelName: Exp, run: exp(stock(Exp)) });
  replaceKernel({ backendName, kernelName: Prelu, run: prelu });
  registerPaddedConvolutions();
}
