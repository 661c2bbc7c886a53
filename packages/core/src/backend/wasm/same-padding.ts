/**
 * Convolutions on wasm with pad 'same' (Conv2D, FusedConv2D and their depthwise kin).
 *
 * Stock 4.22.0 is wrong where the kernel is larger than one and smaller than the stride, so that
 * nothing is to be padded: XNNPACK's own 'same' mode is asked for and the result is zeros or
 * nonsense, silently. Here: the pads are worked out beforehand and handed over as explicit numbers,
 * which is the same convolution by the healthy way.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { type ConvolutionAttributes, convolutionGeometry } from '../convolution-geometry.js';
import type { KernelCall } from '../replace-kernel.js';
import { single } from './kernel-calls.js';

interface Inputs {
  readonly [name: string]: TensorInfo;
  readonly x: TensorInfo /* [N, H, W, C] */;
  readonly filter: TensorInfo /* [KH, KW, C, O] */;
}

type Run = (call: KernelCall<BackendWasm, Inputs, ConvolutionAttributes>) => TensorInfo;

export function withExplicitPads(stock: KernelFunc, { depthwise }: { depthwise: boolean }): Run {
  return ({ inputs, attrs, backend }) => {
    const { padInfo } = convolutionGeometry({
      inputShape: inputs.x.shape,
      filterShape: inputs.filter.shape,
      attrs,
      depthwise,
    });
    const pad =
      attrs.pad === 'same'
        ? [
            [0, 0],
            [padInfo.top, padInfo.bottom],
            [padInfo.left, padInfo.right],
            [0, 0],
          ]
        : attrs.pad;
    return single(stock({ inputs, attrs: { ...attrs, pad }, backend }));
  };
}
