/**
 * Conv2DBackpropFilter on wasm for what our encoders are made of, 3 x 3 with a pixel of zeros
 * around, by a compiled kernel: as fast as the forward pass. Everything else is computed as a
 * convolution (`conv2d-backprop-filter.ts`), which turns the pictures around first, and has too
 * little to do for each number that it reads where few channels go in.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Conv2DBackpropFilterAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { convolutionGeometry } from '../convolution-geometry.js';
import type { KernelCall } from '../replace-kernel.js';
import { addressOf, type CompiledKernels } from './compiled-kernels.js';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';

type Call = KernelCall<
  BackendWasm,
  Parameters<typeof conv2dBackpropFilter>[0]['inputs'],
  Conv2DBackpropFilterAttrs
>;

export function filterGradient(compiled: CompiledKernels): (call: Call) => TensorInfo {
  return (call) => {
    const {
      inputs: { x, dy },
      attrs,
      backend,
    } = call;
    const { filterShape } = attrs;
    if (!isDirect(x.shape, attrs)) {
      return conv2dBackpropFilter(call);
    }
    const output = backend.makeOutput(filterShape, 'float32');
    const [x0, dy0, output0] = [x, dy, output].map((tensor) => addressOf(backend, tensor));
    const [images, height, width, channels] = x.shape;
    const sizes = [images, height, width, channels, filterShape[3]];
    compiled.filterGradient(...([x0, dy0, output0, ...sizes] as number[]));
    return output;
  };
}

function isDirect(inputShape: readonly number[], attrs: Conv2DBackpropFilterAttrs): boolean {
  const geometry = convolutionGeometry({ inputShape, filterShape: attrs.filterShape, attrs });
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = geometry;
  const { top, bottom, left, right } = padInfo;
  return (
    filterHeight === 3 &&
    filterWidth === 3 &&
    [strideHeight, strideWidth, top, bottom, left, right].every((value) => value === 1) &&
    geometry.outChannels % 8 === 0
  );
}
