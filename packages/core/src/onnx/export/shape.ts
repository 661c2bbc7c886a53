/** Layers that move numbers without changing them. */
import { type LayerCall, onlyInput, requireChannelsLast, unsupported } from './layer-call.js';
import { toChannelsFirst, toChannelsLast, type Value } from './value.js';

/** What only does something in training. */
export function passedOn(call: LayerCall): Value {
  return onlyInput(call);
}

export function flattenLayer(call: LayerCall): Value {
  const input = toChannelsLast(call.graph, onlyInput(call));
  const name = call.graph.node('Flatten', { inputs: [input.name], attributes: { axis: 1 } });
  return { name, shape: call.outputShape, channelsFirst: false };
}

export function reshapeLayer(call: LayerCall): Value {
  const { graph, config, outputShape } = call;
  const input = toChannelsLast(graph, onlyInput(call));
  const target = config['targetShape'];
  if (!Array.isArray(target)) {
    throw unsupported(call, 'it has no targetShape');
  }
  // 0: the batch stays as it is.
  const shape = graph.integers([0, ...target.map((length) => Number(length ?? -1))]);
  const name = graph.node('Reshape', { inputs: [input.name, shape] });
  return { name, shape: outputShape, channelsFirst: false };
}

export function permuteLayer(call: LayerCall): Value {
  const { graph, config, outputShape } = call;
  const input = toChannelsLast(graph, onlyInput(call));
  const dims = config['dims'];
  if (!Array.isArray(dims)) {
    throw unsupported(call, 'it has no dims');
  }
  const attributes = { perm: [0, ...dims.map(Number)] };
  const name = graph.node('Transpose', { inputs: [input.name], attributes });
  return { name, shape: outputShape, channelsFirst: false };
}

export function zeroPadding2dLayer(call: LayerCall): Value {
  requireChannelsLast(call);
  const { graph, config, outputShape } = call;
  const input = toChannelsFirst(graph, onlyInput(call));
  const [rows, columns] = config['padding'] as [[number, number], [number, number]];
  const pads = [0, 0, rows[0], columns[0], 0, 0, rows[1], columns[1]];
  const name = graph.node('Pad', { inputs: [input.name, graph.integers(pads)] });
  return { name, shape: outputShape, channelsFirst: true };
}
