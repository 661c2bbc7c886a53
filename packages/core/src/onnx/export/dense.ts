import { activated } from './activation.js';
import { type LayerCall, onlyInput, weight } from './layer-call.js';
import { toChannelsLast, type Value } from './value.js';

/** On the last axis, whatever stands before it. */
export function denseLayer(call: LayerCall): Value {
  const { graph, outputShape } = call;
  const input = toChannelsLast(graph, onlyInput(call));
  const kernel = weight(call, 0); // [in, out]
  const inputs = [input.name, graph.constant(kernel.values, kernel.shape)];
  const bias = call.config['useBias'] === false ? undefined : weight(call, 1);
  const output = { shape: outputShape, channelsFirst: false };
  if (input.shape.length === 2) {
    const all = bias === undefined ? inputs : [...inputs, graph.constant(bias.values, bias.shape)];
    return activated(call, { ...output, name: graph.node('Gemm', { inputs: all }) });
  }
  const product = graph.node('MatMul', { inputs });
  const name =
    bias === undefined
      ? product
      : graph.node('Add', { inputs: [product, graph.constant(bias.values, bias.shape)] });
  return activated(call, { ...output, name });
}
