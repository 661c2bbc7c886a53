/**
 * Convolutions with numeric or explicit pads on native TensorFlow, and their gradients.
 *
 * tfjs-node 4.22.0 knows 'same' and 'valid' alone in the gradients and in depthwise convolutions;
 * it throws, or hands TensorFlow a request that fails there. Here: the picture is padded with
 * zeros first and convolved as 'valid', which is the same convolution; the gradient by the input is
 * that of the padded picture without its edges.
 */
import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../../errors/index.js';
import { type ConvolutionAttributes, convolutionGeometry } from '../convolution-geometry.js';
import { type KernelCall, replaceKernel } from '../replace-kernel.js';

interface Attributes extends ConvolutionAttributes, tf.NamedAttrMap {}

type Call = KernelCall<tf.KernelBackend, Record<string, tf.Tensor>, tf.NamedAttrMap & Attributes>;

/** What a kernel is told of a convolution, besides its attributes. */
interface Shapes {
  readonly inputShape: readonly number[] /* [N, H, W, C] */;
  readonly filterShape: readonly number[];
}

interface Padding {
  /** Of the padded picture, [N, H + top + bottom, W + left + right, C]. */
  readonly paddedShape: readonly number[];
  readonly pads: [number, number][];
}

export function registerPaddedConvolutions(): void {
  for (const depthwise of [false, true]) {
    const forward = depthwise
      ? [tf.DepthwiseConv2dNative, tf.FusedDepthwiseConv2D]
      : [tf.Conv2D, tf.FusedConv2D];
    for (const kernelName of forward) {
      replace(kernelName, (call, stock) => {
        const { x, filter } = operands(call, 'x', 'filter');
        const shapes = { inputShape: x.shape, filterShape: filter.shape };
        return onPadded(call, { stock, padding: paddingOf(call.attrs, shapes, depthwise) });
      });
    }
    const byFilter = depthwise ? tf.DepthwiseConv2dNativeBackpropFilter : tf.Conv2DBackpropFilter;
    replace(byFilter, (call, stock) => {
      const { x } = operands(call, 'x');
      const filterShape = call.attrs['filterShape'] as number[];
      const shapes = { inputShape: x.shape, filterShape };
      return onPadded(call, { stock, padding: paddingOf(call.attrs, shapes, depthwise) });
    });
    const byInput = depthwise ? tf.DepthwiseConv2dNativeBackpropInput : tf.Conv2DBackpropInput;
    replace(byInput, (call, stock) => {
      const { filter } = operands(call, 'filter');
      const inputShape = call.attrs['inputShape'] as number[];
      const shapes = { inputShape, filterShape: filter.shape };
      const { paddedShape, pads } = paddingOf(call.attrs, shapes, depthwise);
      const attrs = { ...call.attrs, pad: 'valid', inputShape: paddedShape };
      const whole = stock({ ...call, attrs }) as tf.Tensor; // [N, H + ..., W + ..., C]
      const gradient = tf.slice(
        whole,
        pads.map(([before]) => before),
        inputShape,
      );
      whole.dispose();
      return gradient;
    });
  }
}

/** Takes over a kernel where the pads are numbers. */
function replace(
  kernelName: string,
  run: (call: Call, stock: tf.KernelFunc) => tf.TensorInfo,
): void {
  const { kernelFunc: stock } = tf.getKernel(kernelName, 'tensorflow');
  replaceKernel({
    backendName: 'tensorflow',
    kernelName,
    run: (call: Call) =>
      typeof call.attrs.pad === 'string' ? (stock(call) as tf.TensorInfo) : run(call, stock),
  });
}

function operands<Name extends string>(call: Call, ...names: Name[]): Record<Name, tf.Tensor> {
  for (const name of names) {
    invariant(call.inputs[name] !== undefined, `a convolution has an input ${name}`);
  }
  return call.inputs as Record<Name, tf.Tensor>;
}

function paddingOf(attrs: Attributes, shapes: Shapes, depthwise: boolean): Padding {
  const { top, bottom, left, right } = convolutionGeometry({ ...shapes, attrs, depthwise }).padInfo;
  const [batch = 0, height = 0, width = 0, channels = 0] = shapes.inputShape;
  return {
    paddedShape: [batch, height + top + bottom, width + left + right, channels],
    pads: [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
  };
}

/** The stock kernel as 'valid' on the padded picture. */
function onPadded(
  call: Call,
  { stock, padding }: { stock: tf.KernelFunc; padding: Padding },
): tf.TensorInfo {
  const { x } = operands(call, 'x');
  const padded = tf.pad(x, padding.pads);
  const attrs = { ...call.attrs, pad: 'valid' };
  const output = stock({ ...call, inputs: { ...call.inputs, x: padded }, attrs });
  padded.dispose();
  return output as tf.TensorInfo;
}
