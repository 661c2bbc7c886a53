import { backend_util } from '@tensorflow/tfjs-core';
import { invariant } from '../errors/index.js';

type Shape4D = [number, number, number, number];

/** The attributes that every 2-D convolution kernel of TensorFlow.js has. */
export interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export interface Convolution {
  readonly inputShape: readonly number[] /* [N, H, W, C] */;
  readonly filterShape: readonly number[] /* [KH, KW, C, O], depthwise [KH, KW, C, M] */;
  readonly attrs: ConvolutionAttributes;
  readonly depthwise?: boolean;
}

/**
 * Output shape, pads and strides of a convolution. Refuses what stock 4.22.0 gets wrong without a
 * word: a numeric pad with unequal strides or kernel sides computes a wrong output shape, and wasm
 * then writes out of bounds.
 */
export function convolutionGeometry({
  inputShape,
  filterShape,
  attrs: { strides, pad, dataFormat = 'NHWC', dilations, dimRoundingMode },
  depthwise = false,
}: Convolution): backend_util.Conv2DInfo {
  invariant(dataFormat === 'NHWC', `convolutions are computed in NHWC, not in ${dataFormat}`);
  const geometry = backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations ?? 1, // the depthwise layer passes null
    pad,
    dimRoundingMode,
    depthwise,
    'channelsLast',
  );
  invariant(
    typeof pad !== 'number' ||
      (geometry.strideHeight === geometry.strideWidth &&
        geometry.filterHeight === geometry.filterWidth),
    'a numeric pad needs equal strides and equal kernel sides: give explicit pads',
  );
  return geometry;
}
