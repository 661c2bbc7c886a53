/**
 * Cuts a network in two before its last blocks, so that what comes before them can be computed once
 * and only the rest is trained. A block is a convolution with what follows it up to the next one; a
 * depthwise convolution and the pointwise one after it are one block. Networks are cut only where
 * everything passes through one tensor: a branch that is begun stays whole.
 */
import * as layers from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';
import { regrow } from './regrow.js';

export interface SplitNetwork {
  /** pixels [B, H, W, C] -> what the rest takes, flat [B, F] */
  readonly frozen: layers.LayersModel;
  /** [B, F] -> the outputs of the whole network */
  readonly trained: layers.LayersModel;
  /** Blocks in `trained`: as many as were asked for, or more where those cannot be cut apart. */
  readonly blocks: number;
}

type Tensor = layers.SymbolicTensor;
type Layer = Tensor['sourceLayer'];

/** The layers of `network` shared by two networks; 0 blocks leave the layers after the features. */
export function splitNetwork(network: layers.LayersModel, blocks: number): SplitNetwork {
  const steps = inOrder(network);
  const starts = blockStarts(steps);
  const wanted = blocks === 0 ? headStart(steps) : (starts.at(-blocks) ?? starts[0] ?? 1);
  const cut = cutBefore(steps, wanted);
  const tensor = (steps[cut] as Step).output;
  const [pixels] = network.inputs;
  invariant(pixels !== undefined, 'a network has an input');
  const shape = tensor.shape.slice(1);
  const isFlat = shape.length === 1;
  const flat = isFlat ? tensor : (layers.layers.flatten().apply(tensor) as Tensor); // [B, F]
  const rows = layers.input({ name: 'rows', shape: flat.shape.slice(1) });
  const shaped = isFlat
    ? rows
    : (layers.layers.reshape({ targetShape: shape }).apply(rows) as Tensor);
  const outputs = regrow(network.outputs, new Map([[tensor.id, shaped]]));
  return {
    frozen: layers.model({ inputs: pixels, outputs: flat }),
    trained: layers.model({ inputs: rows, outputs }),
    blocks: starts.filter((start) => start > cut).length,
  };
}

/** How many blocks a network has. */
export function countBlocks(network: layers.LayersModel): number {
  return blockStarts(inOrder(network)).length;
}

/** What every layer of a network gives, in the order of computing. */
export function outputsOfLayers(network: layers.LayersModel): Tensor[] {
  return inOrder(network).map(({ output }) => output);
}

interface Step {
  readonly layer: Layer;
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
}

/** The calls of a network's layers, each after those whose outputs it takes. */
function inOrder({ outputs }: layers.LayersModel): Step[] {
  const steps = new Map<number, Step>();
  const visit = (output: Tensor): void => {
    if (steps.has(output.id)) {
      return;
    }
    const layer = output.sourceLayer;
    invariant(!('inputLayers' in layer), 'a network that is cut has no networks inside');
    const inputs = layer.inboundNodes[output.nodeIndex as number]?.inputTensors ?? [];
    const own = inputs.filter(({ id }) => id !== output.id); // an input layer takes itself
    own.forEach(visit);
    steps.set(output.id, { layer, inputs: own, output });
  };
  outputs.forEach(visit);
  return [...steps.values()];
}

const convolutions = new Set(['Conv2D', 'DepthwiseConv2D', 'SeparableConv2D']);

/** Where blocks begin, as indices of steps. */
function blockStarts(steps: readonly Step[]): number[] {
  const starts: number[] = [];
  let last = ''; // the class of the convolution before
  steps.forEach(({ layer }, index) => {
    const name = layer.getClassName();
    if (convolutions.has(name)) {
      if (!(name === 'Conv2D' && last === 'DepthwiseConv2D')) {
        starts.push(index);
      }
      last = name;
    }
  });
  return starts;
}

/** The first layer with weights of its own that comes after all convolutions and their norms. */
function headStart(steps: readonly Step[]): number {
  const index = steps.findIndex(({ layer }) =>
    ['Dense', 'Standardization'].includes(layer.getClassName()),
  );
  invariant(index > 0, 'a network ends with dense layers');
  return index;
}

/** The last step before `index` whose output is all that later steps take of it and before. */
function cutBefore(steps: readonly Step[], index: number): number {
  for (let at = index - 1; at >= 0; at--) {
    const before = new Set(steps.slice(0, at + 1).map(({ output }) => output.id));
    const only = (steps[at] as Step).output.id;
    const after = steps.slice(at + 1);
    if (after.every(({ inputs }) => inputs.every(({ id }) => id === only || !before.has(id)))) {
      return at;
    }
  }
  return 0;
}
