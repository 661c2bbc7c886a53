/**
 * Conv2DBackpropFilter on native TensorFlow, for filters of 1 x 1 with strides.
 *
 * TensorFlow 2.21 with oneDNN writes out of bounds there and the process dies, sooner or later
 * (seen on tensorflow-cpu 2.21.0; not with `TF_ENABLE_ONEDNN_OPTS=0`). Here: the pixels that the
 * strides pass over are left out first, and what remains is a convolution of stride 1. Everything
 * else goes to the stock kernel.
 */
import * as tf from '@tensorflow/tfjs-core';
import { convolutionGeometry } from '../convolution-geometry.js';
import type { KernelCall } from '../replace-kernel.js';

interface Inputs {
  readonly [name: string]: tf.TensorInfo;
  readonly x: tf.Tensor /* [N, H, W, C] */;
  readonly dy: tf.Tensor /* [N, OH, OW, O] */;
}

type Call = KernelCall<tf.KernelBackend, Inputs, tf.NamedAttrMap & tf.Conv2DBackpropFilterAttrs>;

export function conv2dBackpropFilter(stock: tf.KernelFunc): (call: Call) => tf.TensorInfo {
  return (call) => {
    const { x } = call.inputs;
    const { filterShape } = call.attrs;
    const geometry = convolutionGeometry({ inputShape: x.shape, filterShape, attrs: call.attrs });
    const { filterHeight, filterWidth, strideHeight, strideWidth } = geometry;
    if (filterHeight * filterWidth > 1 || strideHeight * strideWidth === 1) {
      return stock(call) as tf.TensorInfo;
    }
    const met = tf.stridedSlice(x, [0, 0, 0, 0], x.shape, [1, strideHeight, strideWidth, 1]);
    const attrs = { ...call.attrs, strides: [1, 1], pad: 'valid' };
    const gradient = stock({ ...call, inputs: { ...call.inputs, x: met }, attrs });
    met.dispose();
    return gradient as tf.TensorInfo;
  };
}
