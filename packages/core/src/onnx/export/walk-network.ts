/**
 * Adds a network of TensorFlow.js layers to an ONNX graph. The network is walked from its outputs
 * back to its input; every layer adds its nodes once, however many others use it.
 */
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { invariant, UmbraError } from '../../errors/index.js';
import type { Graph } from './graph.js';
import type { LayerWeight } from './layer-call.js';
import { layerExporters } from './layer-exporters.js';
import { toChannelsLast, type Value } from './value.js';

/**
 * The outputs of `network` for an input that the graph has already, in the network's order and
 * axes.
 * @throws UmbraError `model_unsupported`, naming a layer that has no equivalent here.
 */
export async function addNetwork(
  graph: Graph,
  { network, input }: { readonly network: LayersModel; readonly input: Value },
): Promise<Value[]> {
  const [start] = network.inputs;
  invariant(start !== undefined && network.inputs.length === 1, 'a network has one input');
  const values = new Map([[start.id, input]]);
  const walk: Walk = { graph, weights: await readWeights(network), values };
  return network.outputs.map((tensor) => toChannelsLast(graph, reach(walk, tensor)));
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
