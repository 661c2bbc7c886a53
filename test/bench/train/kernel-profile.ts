import * as tf from '@tensorflow/tfjs-core';

/** What a net must compute, whoever trains it: convolutions, products, and their gradients. */
const dense = new Set([
  tf.Conv2D,
  tf.FusedConv2D,
  tf.Conv2DBackpropInput,
  tf.Conv2DBackpropFilter,
  tf.DepthwiseConv2dNative,
  tf.FusedDepthwiseConv2D,
  tf.BatchMatMul,
  tf._FusedMatMul,
]);

/**
 * Measures the convolutions and products of the selected backend, with what they call inside, until
 * the answer is called.
 */
export function profileKernels(): () => { denseSeconds: number } {
  const backendName = tf.getBackend();
  let spentMs = 0;
  let depth = 0;
  const stock = tf
    .getKernelsForBackend(backendName)
    .filter((kernel) => dense.has(kernel.kernelName));
  for (const kernel of stock) {
    replace({
      ...kernel,
      kernelFunc: (call) => {
        const start = performance.now();
        depth++;
        try {
          return kernel.kernelFunc(call);
        } finally {
          depth--;
          spentMs += depth === 0 ? performance.now() - start : 0;
        }
      },
    });
  }
  return () => {
    stock.forEach(replace);
    return { denseSeconds: spentMs / 1000 };
  };
}

function replace(kernel: tf.KernelConfig): void {
  tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(kernel);
}
