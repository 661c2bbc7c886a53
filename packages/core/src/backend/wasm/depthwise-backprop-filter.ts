/**
 * DepthwiseConv2dNativeBackpropFilter on wasm: the gradient of a depthwise convolution by its
 * filter, dW[tap, c, m] = sum of x[pixel, c] * dY[output, c * M + m] over the meetings of both.
 *
 * Missing in stock 4.22.0. Here: plain JavaScript on the wasm heap, tap by tap, so that the
 * channels of a pixel are read in one run. (As a convolution by XNNPACK, in the way of
 * `conv2d-backprop-filter.ts`, it would compute all pairs of channels for their diagonal.)
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type {
  DepthwiseConv2dNativeBackpropFilterAttrs as Attributes,
  backend_util,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import { convolutionGeometry } from '../convolution-geometry.js';
import type { KernelCall } from '../replace-kernel.js';

interface Inputs {
  readonly x: TensorInfo /* [N, H, W, C] */;
  readonly dy: TensorInfo /* [N, OH, OW, C * M] */;
}

export function depthwiseBackpropFilter({
  inputs: { x, dy },
  attrs,
  backend,
}: KernelCall<BackendWasm, Inputs, Attributes>): TensorInfo {
  const { filterShape } = attrs;
  const geometry = convolutionGeometry({
    inputShape: x.shape,
    filterShape,
    attrs,
    depthwise: true,
  });
  // The output first: making it may move the heap, and views taken before would be detached.
  const output = backend.makeOutput(filterShape, 'float32');
  const gradient = backend.typedArrayFromHeap(output) as Float32Array;
  const pixels = backend.typedArrayFromHeap(x) as Float32Array;
  const upstream = backend.typedArrayFromHeap(dy) as Float32Array;
  const { filterHeight, filterWidth, outChannels } = geometry;
  for (let tap = 0; tap < filterHeight * filterWidth; tap++) {
    const corner = { tapRow: Math.floor(tap / filterWidth), tapColumn: tap % filterWidth };
    const sums = sumTap({ geometry, pixels, upstream, ...corner });
    gradient.set(sums, tap * outChannels);
  }
  return output;
}

interface Tap {
  readonly geometry: backend_util.Conv2DInfo;
  readonly pixels: Float32Array /* [N, H, W, C] */;
  readonly upstream: Float32Array /* [N, OH, OW, C * M] */;
  readonly tapRow: number;
  readonly tapColumn: number;
}

/** dW [C * M] of one tap. */
function sumTap({ geometry, pixels, upstream, tapRow, tapColumn }: Tap): Float64Array {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = geometry;
  const multiplier = outChannels / inChannels;
  const sums = new Float64Array(outChannels);
  for (let image = 0; image < batchSize; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const row = outRow * geometry.strideHeight - geometry.padInfo.top + tapRow;
      if (row < 0 || row >= inHeight) {
        continue;
      }
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const column = outColumn * geometry.strideWidth - geometry.padInfo.left + tapColumn;
        if (column < 0 || column >= inWidth) {
          continue;
        }
        let input = ((image * inHeight + row) * inWidth + column) * inChannels;
        let output = ((image * outHeight + outRow) * outWidth + outColumn) * outChannels;
        for (let channel = 0; channel < outChannels; input++) {
          const value = pixels[input] as number;
          for (let copy = 0; copy < multiplier; copy++, channel++, output++) {
            sums[channel] = (sums[channel] as number) + value * (upstream[output] as number);
          }
        }
      }
    }
  }
  return sums;
}
