/**
 * Conv2DBackpropFilter on wasm: the gradient of a convolution by its filter.
 *
 * Missing in stock 4.22.0; without it no convolutional net trains on wasm. The gradient is itself a
 * convolution, with the pictures in the part of the channels, so it runs at the speed of XNNPACK's
 * forward kernel:
 *
 *   input   X   [N, H, W, C]   -> [C, H, W, N]
 *   filter  dY  [N, OH, OW, O] -> [OH, OW, N, O], dilated by the strides of the forward pass
 *   output      [C, KH+, KW+, O] -> cropped to [C, KH, KW, O] -> dW [KH, KW, C, O]
 *
 * Rows and columns that the forward pass left over at the edge give the surplus (+) that is
 * cropped.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Conv2DBackpropFilterAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { convolutionGeometry } from '../convolution-geometry.js';
import type { KernelCall } from '../replace-kernel.js';
import { convolve, free, reshape, slice, transpose } from './kernel-calls.js';

interface Inputs {
  readonly x: TensorInfo /* [N, H, W, C] */;
  readonly dy: TensorInfo /* [N, OH, OW, O] */;
}

export function conv2dBackpropFilter({
  inputs: { x, dy },
  attrs,
  backend,
}: KernelCall<BackendWasm, Inputs, Conv2DBackpropFilterAttrs>): TensorInfo {
  const geometry = convolutionGeometry({
    inputShape: x.shape,
    filterShape: attrs.filterShape,
    attrs,
  });
  const { filterHeight, filterWidth, inChannels, outChannels, padInfo } = geometry;
  const channelsFirst = transposePixels(backend, x, ['channels', 'pixels', 'pictures']);
  const asFilter = transposePixels(backend, dy, ['pixels', 'pictures', 'channels']);
  const surplus = convolve(
    backend,
    { x: channelsFirst, filter: asFilter },
    { pads: padInfo, dilations: [geometry.strideHeight, geometry.strideWidth] },
  ); // [C, KH+, KW+, O]
  free(backend, channelsFirst, asFilter);

  let cropped = surplus; // [C, KH, KW, O]
  if (surplus.shape[1] !== filterHeight || surplus.shape[2] !== filterWidth) {
    const size = [inChannels, filterHeight, filterWidth, outChannels];
    cropped = slice(backend, surplus, { begin: [0, 0, 0, 0], size });
    free(backend, surplus);
  }
  const gradient = transpose(backend, cropped, [1, 2, 0, 3]); // [KH, KW, C, O]
  free(backend, cropped);
  return gradient;
}

const axes = { pictures: 0, pixels: 1, channels: 2 } as const;

/**
 * Reorders the axes of pictures [N, H, W, C]. As three axes, not four: twice as fast in stock
 * Transpose.
 */
function transposePixels(
  backend: BackendWasm,
  x: TensorInfo,
  order: readonly (keyof typeof axes)[],
): TensorInfo {
  const [pictures = 0, height = 0, width = 0, channels = 0] = x.shape;
  const flat = reshape(backend, x, [pictures, height * width, channels]);
  const transposed = transpose(
    backend,
    flat,
    order.map((name) => axes[name]),
  );
  const extents = { pictures: [pictures], pixels: [height, width], channels: [channels] };
  const apart = reshape(
    backend,
    transposed,
    order.flatMap((name) => extents[name]),
  );
  free(backend, flat, transposed);
  return apart;
}
