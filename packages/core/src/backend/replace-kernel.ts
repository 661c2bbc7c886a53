import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from './backend-info.js';

/** What TensorFlow.js hands to a kernel, typed by the kernel. */
export interface KernelCall<Backend, Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: Backend;
}

export interface Kernel<Backend, Inputs, Attributes> {
  readonly backendName: BackendName;
  readonly kernelName: string;
  readonly run: (call: KernelCall<Backend, Inputs, Attributes>) => tf.TensorInfo | tf.TensorInfo[];
}

/**
 * Registers a kernel of ours in place of the stock one, or where there is none. The stock set-up
 * function stays: it binds the compiled code that a replacement may still call. (The stock kernel
 * is taken out first, because registering over it prints a warning.)
 */
export function replaceKernel<Backend, Inputs, Attributes>({
  backendName,
  kernelName,
  run,
}: Kernel<Backend, Inputs, Attributes>): void {
  const stock = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
  if (stock !== undefined) {
    tf.unregisterKernel(kernelName, backendName);
  }
  tf.registerKernel({
    ...stock,
    backendName,
    kernelName,
    kernelFunc: (call) => run(call as KernelCall<Backend, Inputs, Attributes>),
  });
}
