/**
 * Writes a network of TensorFlow.js layers as ONNX. The network is walked from its outputs back to
 * its input; every layer adds its nodes once, however many others use it.
 */
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { invariant, UmbraError } from '../../errors/index.js';
import { createGraph, type Graph, type GraphDescription } from './graph.js';
import type { LayerWeight } from './layer-call.js';
import { layerExporters } from './layer-exporters.js';
import { unitLength } from './unit-length.js';
import { toChannelsLast, type Value } from './value.js';

export interface ExportOnnxOptions extends GraphDescription {
  /** A network with one input [B, ...]. */
  readonly network: LayersModel;
  readonly input: {
    readonly name: string;
    /** `uint8`: takes pixels as they come out of a decoder, a quarter of the bytes. */
    readonly type: 'uint8' | 'float32';
  };
  /** One name for each output of the network, in its order. */
  readonly outputs: readonly {
    readonly name: string;
    /** Whether every row is brought to length 1, as `Embedder` does with shadows. */
    readonly unitLength?: boolean;
  }[];
}

/**
 * The bytes of an ONNX file. Its shapes are those of the network, [B, H, W, C] for pictures; it
 * takes any number of them at once.
 * @throws UmbraError `model_unsupported`, naming a layer that has no equivalent here.
 */
export async function exportOnnx(options: ExportOnnxOptions): Promise<Uint8Array> {
  const { network, input, outputs } = options;
  const [given] = network.inputs;
  invariant(
    given !== undefined && network.inputs.length === 1,
    'a network to be exported has one input',
  );
  invariant(outputs.length === network.outputs.length, 'every output has its name');
  const graph = createGraph();
  graph.addInput({ ...input, shape: namedShape(given.shape) });
  const start = input.type === 'float32' ? input.name : toFloat(graph, input.name);
  const walk: Walk = { graph, weights: await readWeights(network), values: new Map() };
  walk.values.set(given.id, { name: start, shape: given.shape, channelsFirst: false });
  network.outputs.forEach((tensor, index) => {
    const { name, unitLength: unit = false } = outputs[index] as ExportOnnxOptions['outputs'][0];
    const value = toChannelsLast(graph, reach(walk, tensor));
    const last = unit ? unitLength(graph, value) : value.name;
    graph.node('Identity', { inputs: [last], output: name });
    graph.addOutput({ name, type: 'float32', shape: namedShape(tensor.shape) });
  });
  return graph.toBytes(options);
}

interface Walk {
  readonly graph: Graph;
  readonly weights: ReadonlyMap<Layer, readonly LayerWeight[]>;
  /** By the ids of the network's tensors. */
  readonly values: Map<number, Value>;
}

type Layer = LayersModel['layers'][number];

/** What stands for a tensor of the network, after the nodes of all that it is computed from. */
function reach(walk: Walk, tensor: SymbolicTensor): Value {
  const known = walk.values.get(tensor.id);
  if (known !== undefined) {
    return known;
  }
  const layer = tensor.sourceLayer;
  const node = layer.inboundNodes[tensor.nodeIndex as number];
  invariant(node !== undefined, 'a tensor comes from a call of its layer');
  const inputs = node.inputTensors.map((input) => reach(walk, input));
  const value = isNetwork(layer)
    ? reachInside(walk, { network: layer, inputs, output: tensor.tensorIndex as number })
    : addLayer(walk, { layer, inputs, outputShape: tensor.shape });
  walk.values.set(tensor.id, value);
  return value;
}

interface LayerStep {
  readonly layer: Layer;
  readonly inputs: readonly Value[];
  readonly outputShape: readonly (number | null)[];
}

function addLayer({ graph, weights }: Walk, { layer, inputs, outputShape }: LayerStep): Value {
  const className = layer.getClassName();
  const exporter = layerExporters[className];
  if (exporter === undefined) {
    throw new UmbraError(
      'model_unsupported',
      `The layer "${layer.name}" (${className}) cannot be written as ONNX: ` +
        `only ${Object.keys(layerExporters).join(', ')} can.`,
    );
  }
  return exporter({
    graph,
    name: layer.name,
    className,
    config: layer.getConfig(),
    weights: weights.get(layer) ?? [],
    inputs,
    outputShape,
  });
}

interface InnerNetwork {
  readonly network: LayersModel;
  readonly inputs: readonly Value[];
  readonly output: number;
}

/** A network that is a layer of another one: its tensors have names of their own each time. */
function reachInside(walk: Walk, { network, inputs, output }: InnerNetwork): Value {
  const values = new Map(
    network.inputs.map((input, index) => [input.id, inputs[index] as Value] as const),
  );
  const tensor = network.outputs[output];
  invariant(tensor !== undefined, 'an inner network gives what is used of it');
  return reach({ ...walk, values }, tensor);
}

function isNetwork(layer: Layer): layer is LayersModel {
  return 'layers' in layer && 'inputLayers' in layer;
}

/** All weights, those of inner networks too, in memory of this side. */
async function readWeights(network: LayersModel): Promise<Map<Layer, LayerWeight[]>> {
  const read = new Map<Layer, LayerWeight[]>();
  for (const layer of network.layers) {
    if (isNetwork(layer)) {
      for (const [inner, weights] of await readWeights(layer)) {
        read.set(inner, weights);
      }
      continue;
    }
    const weights: LayerWeight[] = [];
    for (const tensor of layer.getWeights()) {
      weights.push({ values: Float32Array.from(await tensor.data()), shape: tensor.shape });
    }
    read.set(layer, weights);
  }
  return read;
}

function toFloat(graph: Graph, name: string): string {
  const float = 1; // TensorProto.DataType.FLOAT
  return graph.node('Cast', { inputs: [name], attributes: { to: float } });
}

/** Open lengths by their names: the first one is the batch. */
function namedShape(shape: readonly (number | null)[]): (number | string)[] {
  return shape.map((length, axis) => length ?? (axis === 0 ? 'batch' : `length_${axis}`));
}
