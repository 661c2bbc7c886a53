/** Writes a network of TensorFlow.js layers as ONNX. */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { invariant } from '../../errors/index.js';
import { createGraph, type Graph, type GraphDescription } from './graph.js';
import { unitLength } from './unit-length.js';
import type { Value } from './value.js';
import { addNetwork } from './walk-network.js';

/** An output of a network by its name. */
export interface NamedOutput {
  readonly name: string;
  /** Whether every row is brought to length 1, as `Embedder` does with shadows. */
  readonly unitLength?: boolean;
}

export interface ExportOnnxOptions extends GraphDescription {
  /** A network with one input [B, ...]. */
  readonly network: LayersModel;
  readonly input: {
    readonly name: string;
    /** `uint8`: takes pixels as they come out of a decoder, a quarter of the bytes. */
    readonly type: 'uint8' | 'float32';
  };
  /** One for each output of the network, in its order. */
  readonly outputs: readonly NamedOutput[];
}

/**
 * The bytes of an ONNX file. Its shapes are those of the network, [B, H, W, C] for pictures; it
 * takes any number of them at once.
 * @throws UmbraError `model_unsupported`, naming a layer that has no equivalent here.
 */
export async function exportOnnx(options: ExportOnnxOptions): Promise<Uint8Array> {
  const { network, input, outputs } = options;
  const shape = network.inputs[0]?.shape ?? [];
  const graph = createGraph();
  graph.addInput({ ...input, shape: namedShape(shape) });
  const name = input.type === 'float32' ? input.name : toFloat(graph, input.name);
  const values = await addNetwork(graph, { network, input: { name, shape, channelsFirst: false } });
  addOutputs(graph, { values, outputs });
  return graph.toBytes(options);
}

interface AddOutputsOptions {
  readonly values: readonly Value[];
  readonly outputs: readonly NamedOutput[];
}

/** Ends the graph: gives the values their names outside. */
export function addOutputs(graph: Graph, { values, outputs }: AddOutputsOptions): void {
  invariant(outputs.length === values.length, 'every output has its name');
  outputs.forEach(({ name, unitLength: unit = false }, index) => {
    const value = values[index] as Value;
    const last = unit ? unitLength(graph, value) : value.name;
    graph.node('Identity', { inputs: [last], output: name });
    graph.addOutput({ name, type: 'float32', shape: namedShape(value.shape) });
  });
}

/** uint8 as float32 */
export function toFloat(graph: Graph, name: string): string {
  const float = 1; // TensorProto.DataType.FLOAT
  return graph.node('Cast', { inputs: [name], attributes: { to: float } });
}

/** Open lengths by their names: the first one is the batch. */
function namedShape(shape: readonly (number | null)[]): (number | string)[] {
  return shape.map((length, axis) => length ?? (axis === 0 ? 'batch' : `length_${axis}`));
}
