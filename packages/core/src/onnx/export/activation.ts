import type { Graph } from './graph.js';
import { type LayerCall, onlyInput, unsupported, weight } from './layer-call.js';
import { axisOf, toChannelsLast, type Value } from './value.js';

type Activation = (graph: Graph, input: Value) => string;

const simple =
  (operator: string, attributes: Record<string, { float: number }> = {}): Activation =>
  (graph, { name }) =>
    graph.node(operator, { inputs: [name], attributes });

/** By their names in TensorFlow.js. */
const activations: Readonly<Record<string, Activation>> = {
  relu: simple('Relu'),
  relu6: (graph, input) => clip(graph, input, 6),
  sigmoid: simple('Sigmoid'),
  tanh: simple('Tanh'),
  elu: simple('Elu', { alpha: { float: 1 } }),
  selu: simple('Selu'),
  softplus: simple('Softplus'),
  softsign: simple('Softsign'),
  hardSigmoid: simple('HardSigmoid', { alpha: { float: 0.2 }, beta: { float: 0.5 } }),
  softmax: (graph, input) =>
    graph.node('Softmax', { inputs: [input.name], attributes: { axis: axisOf(input, -1) } }),
  // x * sigmoid(x)
  swish: (graph, { name }) =>
    graph.node('Mul', { inputs: [name, graph.node('Sigmoid', { inputs: [name] })] }),
  // x * (1 + erf(x / sqrt 2)) / 2
  gelu: (graph, { name }) => {
    const scaled = graph.node('Mul', { inputs: [name, scalar(graph, Math.SQRT1_2)] });
    const erf = graph.node('Erf', { inputs: [scaled] });
    const raised = graph.node('Add', { inputs: [erf, scalar(graph, 1)] });
    const half = graph.node('Mul', { inputs: [name, scalar(graph, 0.5)] });
    return graph.node('Mul', { inputs: [half, raised] });
  },
};

/** The activation that ends a layer; the value itself where there is none. */
export function activated(call: LayerCall, value: Value): Value {
  const name = call.config['activation'] ?? 'linear';
  if (name === 'linear') {
    return value;
  }
  const activation = typeof name === 'string' ? activations[name] : undefined;
  if (activation === undefined) {
    throw unsupported(call, `its activation ${JSON.stringify(name)} is not known`);
  }
  return { ...value, name: activation(call.graph, value) };
}

export function activationLayer(call: LayerCall): Value {
  return activated(call, onlyInput(call));
}

export function reluLayer(call: LayerCall): Value {
  const input = onlyInput(call);
  const { maxValue } = call.config;
  const name =
    typeof maxValue === 'number'
      ? clip(call.graph, input, maxValue)
      : call.graph.node('Relu', { inputs: [input.name] });
  return { ...input, name };
}

export function leakyReluLayer(call: LayerCall): Value {
  const input = onlyInput(call);
  const attributes = { alpha: { float: Number(call.config['alpha']) } };
  return { ...input, name: call.graph.node('LeakyRelu', { inputs: [input.name], attributes }) };
}

/** One slope a number, or shared along some axes (of length 1 in the weight). */
export function preluLayer(call: LayerCall): Value {
  const input = toChannelsLast(call.graph, onlyInput(call));
  const { values, shape } = weight(call, 0);
  const slope = call.graph.constant(values, shape);
  return { ...input, name: call.graph.node('PRelu', { inputs: [input.name, slope] }) };
}

export function softmaxLayer(call: LayerCall): Value {
  const input = onlyInput(call);
  const attributes = { axis: axisOf(input, Number(call.config['axis'] ?? -1)) };
  return { ...input, name: call.graph.node('Softmax', { inputs: [input.name], attributes }) };
}

function clip(graph: Graph, { name }: Value, max: number): string {
  return graph.node('Clip', { inputs: [name, scalar(graph, 0), scalar(graph, max)] });
}

function scalar(graph: Graph, value: number): string {
  return graph.constant([value], []);
}
