/**
 * DepthwiseConv2dNativeBackpropInput on wasm: the gradient of a depthwise convolution by its input.
 *
 * Missing in stock 4.22.0. Here: as in `conv2d-backprop-input.ts`, a depthwise convolution of dY
 * with the turned filter. With a channel multiplier M each input channel C has M outputs, whose
 * gradients are summed.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type {
  DepthwiseConv2dNativeBackpropInputAttrs as Attributes,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import { convolutionGeometry } from '../convolution-geometry.js';
import type { KernelCall } from '../replace-kernel.js';
import { convolveDepthwise, free, reshape, sumLastAxis } from './kernel-calls.js';
import { turnTaps, undoStrides } from './undo-strides.js';

interface Inputs {
  readonly dy: TensorInfo /* [N, OH, OW, C * M] */;
  readonly filter: TensorInfo /* [KH, KW, C, M] */;
}

export function depthwiseBackpropInput({
  inputs: { dy, filter },
  attrs,
  backend,
}: KernelCall<BackendWasm, Inputs, Attributes>): TensorInfo {
  const geometry = convolutionGeometry({
    inputShape: attrs.inputShape,
    filterShape: filter.shape,
    attrs,
    depthwise: true,
  });
  const { batchSize, inHeight, inWidth, inChannels, outChannels } = geometry;
  const turned = turnTaps(backend, filter);
  const perOutput = reshape(backend, turned, [...filter.shape.slice(0, 2), outChannels, 1]);
  const { x, pads } = undoStrides(backend, dy, geometry);
  const gradients = convolveDepthwise(backend, { x, filter: perOutput }, pads); // [N, H, W, C * M]
  free(backend, x, turned, perOutput);
  if (inChannels === outChannels) {
    return gradients;
  }
  const multiplier = outChannels / inChannels;
  const apart = reshape(backend, gradients, [batchSize, inHeight, inWidth, inChannels, multiplier]);
  const gradient = sumLastAxis(backend, apart); // [N, H, W, C]
  free(backend, gradients, apart);
  return gradient;
}
