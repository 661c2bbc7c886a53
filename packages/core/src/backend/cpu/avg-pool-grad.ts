/**
 * AvgPoolGrad on cpu.
 *
 * Stock 4.22.0 is wrong at the edges: the forward pass divides by the elements of a window that lie
 * in the picture, the gradient by all of them, so that with pad 'same' the windows at the edge give
 * too little (a window of one element in four gives a quarter). Here: equal shares of what was
 * averaged.
 */
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { type AvgPoolGradAttrs, backend_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { addAveragePoolGradient } from '../average-pool-gradient.js';
import type { KernelCall } from '../replace-kernel.js';
import { cpuValues } from './cpu-values.js';

interface Inputs {
  readonly dy: TensorInfo /* [N, OH, OW, C] */;
  readonly input: TensorInfo /* [N, H, W, C] */;
}

export function avgPoolGrad({
  inputs: { dy, input },
  attrs: { filterSize, strides, pad },
  backend,
}: KernelCall<MathBackendCPU, Inputs, AvgPoolGradAttrs>): TensorInfo {
  const geometry = backend_util.computePool2DInfo(
    input.shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
  );
  const gradient = new Float32Array(util.sizeFromShape(input.shape));
  addAveragePoolGradient({ geometry, upstream: cpuValues(backend, dy) }, gradient);
  return backend.makeTensorInfo(input.shape, 'float32', gradient);
}
