/**
 * Conv2DBackpropInput on cpu: dX[pixel, c] = sum of W[kh, kw, c, o] * dY[output, o] over the
 * meetings of both.
 *
 * Stock 4.22.0 is right but slow, for the reason that `conv2d-backprop-filter.ts` gives. Here: flat
 * arrays.
 */
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { type Conv2DBackpropInputAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { convolutionGeometry } from '../convolution-geometry.js';
import type { KernelCall } from '../replace-kernel.js';
import { visitTaps } from './convolution-taps.js';
import { cpuValues } from './cpu-values.js';

interface Inputs {
  readonly dy: TensorInfo /* [N, OH, OW, O] */;
  readonly filter: TensorInfo /* [KH, KW, C, O] */;
}

export function conv2dBackpropInput({
  inputs: { dy, filter },
  attrs,
  backend,
}: KernelCall<MathBackendCPU, Inputs, Conv2DBackpropInputAttrs>): TensorInfo {
  const { inputShape } = attrs;
  const geometry = convolutionGeometry({ inputShape, filterShape: filter.shape, attrs });
  const { inChannels, outChannels } = geometry;
  const weights = cpuValues(backend, filter);
  const upstream = cpuValues(backend, dy);
  const gradient = new Float32Array(util.sizeFromShape(inputShape));
  visitTaps(geometry, (input, output, tap) => {
    let weight = tap;
    for (let channel = 0; channel < inChannels; channel++) {
      let sum = 0;
      for (let outChannel = 0; outChannel < outChannels; outChannel++, weight++) {
        sum += (weights[weight] as number) * (upstream[output + outChannel] as number);
      }
      gradient[input + channel] = (gradient[input + channel] as number) + sum;
    }
  });
  return backend.makeTensorInfo(inputShape, 'float32', gradient);
}
