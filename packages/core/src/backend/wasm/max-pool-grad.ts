/**
 * MaxPoolGrad on wasm: the gradient of a window goes to its first largest element.
 *
 * Stock 4.22.0 is wrong: it starts its search for the largest element at the smallest POSITIVE
 * float, so a window without a positive element loses its gradient. A relu before or after the pool
 * hides that; leaky relu, tanh, batch normalization and linear layers do not. Here: plain
 * JavaScript on the wasm heap, tap by tap, so that the channels of a pixel are read in one run.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend_util, type MaxPoolGradAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../replace-kernel.js';

interface Inputs {
  readonly dy: TensorInfo /* [N, OH, OW, C] */;
  readonly input: TensorInfo /* [N, H, W, C] */;
}

export function maxPoolGrad({
  inputs: { dy, input },
  attrs: { filterSize, strides, pad, dimRoundingMode },
  backend,
}: KernelCall<BackendWasm, Inputs, MaxPoolGradAttrs>): TensorInfo {
  const geometry = backend_util.computePool2DInfo(
    input.shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  // The output first: making it may move the heap, and views taken before would be detached.
  const output = backend.makeOutput(input.shape, 'float32');
  const gradient = backend.typedArrayFromHeap(output) as Float32Array;
  gradient.fill(0);
  routeToLargest({
    geometry,
    pixels: backend.typedArrayFromHeap(input) as Float32Array,
    upstream: backend.typedArrayFromHeap(dy) as Float32Array,
    gradient,
  });
  return output;
}

interface Routing {
  readonly geometry: backend_util.Conv2DInfo;
  readonly pixels: Float32Array /* [N, H, W, C] */;
  readonly upstream: Float32Array /* [N, OH, OW, C] */;
  readonly gradient: Float32Array /* [N, H, W, C], added to */;
}

function routeToLargest({ geometry, pixels, upstream, gradient }: Routing): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = geometry;
  const largest = new Float32Array(inChannels); // [C] of the window at hand
  const largestAt = new Int32Array(inChannels); // [C] offset into pixels, -1: none
  let output = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const top = outRow * geometry.strideHeight - padInfo.top;
      const bottom = Math.min(inHeight, top + geometry.filterHeight);
      for (let outColumn = 0; outColumn < outWidth; outColumn++, output += inChannels) {
        const left = outColumn * geometry.strideWidth - padInfo.left;
        const right = Math.min(inWidth, left + geometry.filterWidth);
        largest.fill(Number.NEGATIVE_INFINITY);
        largestAt.fill(-1);
        for (let row = Math.max(0, top); row < bottom; row++) {
          for (let column = Math.max(0, left); column < right; column++) {
            const pixel = ((image * inHeight + row) * inWidth + column) * inChannels;
            for (let channel = 0; channel < inChannels; channel++) {
              const value = pixels[pixel + channel] as number;
              if (value > (largest[channel] as number)) {
                largest[channel] = value;
                largestAt[channel] = pixel + channel;
              }
            }
          }
        }
        for (let channel = 0; channel < inChannels; channel++) {
          const at = largestAt[channel] as number;
          if (at >= 0) {
            gradient[at] = (gradient[at] as number) + (upstream[output + channel] as number);
          }
        }
      }
    }
  }
}
