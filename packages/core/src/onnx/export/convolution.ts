/**
 * Convolutions. TensorFlow.js keeps a kernel as [KH, KW, in, out], ONNX as [out, in, KH, KW]; a
 * depthwise kernel [KH, KW, C, M] becomes C groups of M kernels.
 */
import { activated } from './activation.js';
import {
  type LayerCall,
  type LayerWeight,
  onlyInput,
  pair,
  requireChannelsLast,
  weight,
} from './layer-call.js';
import { padding } from './padding.js';
import { permute } from './permute.js';
import { toChannelsFirst, type Value } from './value.js';

export function conv2dLayer(call: LayerCall): Value {
  const kernel = permute(weight(call, 0), [3, 2, 0, 1]); // [out, in, KH, KW]
  const output = convolution(call, onlyInput(call), { kernel, groups: 1, bias: biasOf(call, 1) });
  return activated(call, output);
}

export function depthwiseConv2dLayer(call: LayerCall): Value {
  const { kernel, groups } = depthwiseKernel(weight(call, 0));
  const output = convolution(call, onlyInput(call), { kernel, groups, bias: biasOf(call, 1) });
  return activated(call, output);
}

/** A depthwise convolution, then one of 1 x 1. */
export function separableConv2dLayer(call: LayerCall): Value {
  const depthwise = depthwiseKernel(weight(call, 0));
  const spread = convolution(call, onlyInput(call), { ...depthwise, bias: undefined });
  const pointwise = permute(weight(call, 1), [3, 2, 0, 1]); // [out, in * M, 1, 1]
  const bias = biasOf(call, 2);
  const inputs = [spread.name, call.graph.constant(pointwise.values, pointwise.shape)];
  const name = call.graph.node('Conv', {
    inputs: bias === undefined ? inputs : [...inputs, bias],
    attributes: { kernel_shape: [1, 1] },
  });
  return activated(call, { ...spread, name });
}

interface Kernel {
  readonly kernel: LayerWeight; // [out, in / groups, KH, KW]
  readonly groups: number;
}

function depthwiseKernel(kernel: LayerWeight): Kernel {
  const [height = 0, width = 0, channels = 0, multiplier = 0] = kernel.shape;
  const { values } = permute(kernel, [2, 3, 0, 1]); // [C, M, KH, KW]
  const shape = [channels * multiplier, 1, height, width];
  return { kernel: { values, shape }, groups: channels };
}

interface ConvolutionOptions extends Kernel {
  /** The name of a constant. */
  readonly bias: string | undefined;
}

function convolution(
  call: LayerCall,
  input: Value,
  { kernel, groups, bias }: ConvolutionOptions,
): Value {
  requireChannelsLast(call);
  const { graph, outputShape } = call;
  const images = toChannelsFirst(graph, input);
  const kernelSize = kernel.shape.slice(2) as [number, number];
  const strides = pair(call, 'strides');
  const dilations = pair(call, 'dilationRate');
  const inputs = [images.name, graph.constant(kernel.values, kernel.shape)];
  const name = graph.node('Conv', {
    inputs: bias === undefined ? inputs : [...inputs, bias],
    attributes: {
      kernel_shape: kernelSize,
      strides,
      dilations,
      group: groups,
      ...padding(call, { input, kernelSize, strides, dilations }),
    },
  });
  return { name, shape: outputShape, channelsFirst: true };
}

function biasOf(call: LayerCall, index: number): string | undefined {
  if (call.config['useBias'] === false) {
    return undefined;
  }
  const { values, shape } = weight(call, index);
  return call.graph.constant(values, shape);
}
