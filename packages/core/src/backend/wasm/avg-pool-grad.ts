/**
 * AvgPoolGrad on wasm.
 *
 * Stock 4.22.0 is wrong at the edges: the forward pass divides by the elements of a window that lie
 * in the picture, the gradient by all of them, so that with pad 'same' the windows at the edge give
 * too little (a window of one element in four gives a quarter). Here: equal shares of what was
 * averaged.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type AvgPoolGradAttrs, backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { addAveragePoolGradient } from '../average-pool-gradient.js';
import type { KernelCall } from '../replace-kernel.js';

interface Inputs {
  readonly dy: TensorInfo /* [N, OH, OW, C] */;
  readonly input: TensorInfo /* [N, H, W, C] */;
}

export function avgPoolGrad({
  inputs: { dy, input },
  attrs: { filterSize, strides, pad },
  backend,
}: KernelCall<BackendWasm, Inputs, AvgPoolGradAttrs>): TensorInfo {
  const geometry = backend_util.computePool2DInfo(
    input.shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
  );
  // The output first: making it may move the heap, and views taken before would be detached.
  const output = backend.makeOutput(input.shape, 'float32');
  const gradient = backend.typedArrayFromHeap(output) as Float32Array;
  gradient.fill(0);
  addAveragePoolGradient({ geometry, upstream: backend.typedArrayFromHeap(dy) }, gradient);
  return output;
}
