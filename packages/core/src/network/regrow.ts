import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';

/**
 * The same outputs, computed by the same layers from other inputs: `from` holds, by the ids of
 * tensors that `outputs` are computed from, what stands in their place. The layers are shared, and
 * so are their weights. Networks within the network are opened: what comes back is flat.
 */
export function regrow(
  outputs: readonly SymbolicTensor[],
  from: ReadonlyMap<number, SymbolicTensor>,
): SymbolicTensor[] {
  const grown = new Map(from);
  return outputs.map((output) => grow(output, grown));
}

function grow(tensor: SymbolicTensor, grown: Map<number, SymbolicTensor>): SymbolicTensor {
  const known = grown.get(tensor.id);
  if (known !== undefined) {
    return known;
  }
  const layer = tensor.sourceLayer;
  const node = layer.inboundNodes[tensor.nodeIndex as number];
  invariant(node !== undefined && node.inputTensors.length > 0, 'every input has its place');
  const inputs = node.inputTensors.map((input) => grow(input, grown));
  const output =
    'inputLayers' in layer
      ? growInside(layer as unknown as Inner, { inputs, output: tensor.tensorIndex as number })
      : (layer.apply(inputs.length === 1 ? (inputs[0] as SymbolicTensor) : inputs) as
          | SymbolicTensor
          | SymbolicTensor[]);
  const single = Array.isArray(output) ? output[tensor.tensorIndex as number] : output;
  invariant(single !== undefined, 'a layer gives the outputs that it gave before');
  grown.set(tensor.id, single);
  return single;
}

interface Inner {
  readonly inputs: readonly SymbolicTensor[];
  readonly outputs: readonly SymbolicTensor[];
}

function growInside(
  inner: Inner,
  { inputs, output }: { readonly inputs: readonly SymbolicTensor[]; readonly output: number },
): SymbolicTensor {
  const from = new Map(
    inner.inputs.map((input, index) => [input.id, inputs[index] as SymbolicTensor]),
  );
  const [grown] = regrow([inner.outputs[output] as SymbolicTensor], from);
  return grown as SymbolicTensor;
}
