/**
 * Makes one model of three parts: what a backbone wants pixels to be, the backbone, and what stands
 * on it. The file takes pixels and needs nothing beside it; in the runtime no picture leaves native
 * code between the parts.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { UmbraError } from '../../errors/index.js';
import {
  type ImageInput,
  imageInput,
  outputPorts,
  type Port,
  type PortShape,
} from '../format/ports.js';
import { type ReadModel, readOnnx } from '../format/read-onnx.js';
import { addOutputs, type NamedOutput, toFloat } from './export-onnx.js';
import { createGraph, type Graph, type GraphDescription } from './graph.js';
import { toChannelsFirst, toChannelsLast, type Value } from './value.js';
import { addNetwork } from './walk-network.js';

/** An ONNX model for pictures and how it is used. */
export interface OnnxBackbone {
  readonly bytes: Uint8Array;
  /** The name of the output that is taken; null for the first one. */
  readonly output: string | null;
  /** By channel; the backbone gets (pixel - mean) / deviation. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** What becomes of a feature map: its mean over height and width, or all of its numbers. */
  readonly pooling: 'average' | 'none';
}

export interface ComposeOnnxOptions extends GraphDescription {
  readonly backbone: OnnxBackbone;
  /** Sides of the pictures. */
  readonly size: { readonly height: number; readonly width: number };
  /**
   * A network of features [B, F] and the names of its outputs; left out, the features themselves
   * are the output.
   */
  readonly head?: {
    readonly network: LayersModel;
    readonly outputs: readonly NamedOutput[];
  };
}

/**
 * The bytes of an ONNX model: `pixels` uint8 [B, H, W, C] -> the outputs of the head, or `features`
 * [B, F].
 * @throws UmbraError `model_unsupported`: a backbone that is no ONNX model for pictures, or that
 * has no such output.
 */
export async function composeOnnx(options: ComposeOnnxOptions): Promise<Uint8Array> {
  const { backbone, size, head } = options;
  const model = readOnnx(backbone.bytes);
  const input = imageInput(model);
  const graph = createGraph();
  const { height, width } = size;
  const shape = [input.batch ?? 'batch', height, width, input.channels];
  graph.addInput({ name: 'pixels', type: 'uint8', shape });
  const scaled = scalePixels(graph, { input, backbone });
  graph.node('Identity', { inputs: [scaled], output: prefix + input.name });
  const output = findOutput(model, backbone.output);
  graph.append(model, prefix);
  const features = pool(graph, {
    output: { ...output, name: prefix + output.name },
    layout: input.layout,
    pooling: backbone.pooling,
    width: head?.network.inputs[0]?.shape[1] ?? null,
  });
  if (head === undefined) {
    addOutputs(graph, { values: [features], outputs: [{ name: 'features' }] });
  } else {
    const values = await addNetwork(graph, { network: head.network, input: features });
    addOutputs(graph, { values, outputs: head.outputs });
  }
  return graph.toBytes(options);
}

/** Before all names of the backbone, which may have any. */
const prefix = 'backbone/';

interface ScaleOptions {
  readonly input: ImageInput;
  readonly backbone: OnnxBackbone;
}

/** Pixels as the backbone wants them; bytes stay bytes where it takes those. */
function scalePixels(graph: Graph, { input, backbone }: ScaleOptions): string {
  const { mean, deviation } = backbone;
  let name = 'pixels';
  if (input.type === 'float32') {
    const channels = (values: readonly number[]) =>
      graph.constant(values.slice(0, input.channels), [input.channels]);
    const centred = graph.node('Sub', { inputs: [toFloat(graph, name), channels(mean)] });
    name = graph.node('Div', { inputs: [centred, channels(deviation)] });
  } else if (mean.some((value) => value !== 0) || deviation.some((value) => value !== 1)) {
    throw new UmbraError(
      'model_unsupported',
      'The ONNX model takes bytes, and its pictures are to be scaled: use the scaling 0..255.',
    );
  }
  return input.layout === 'channelsLast'
    ? name
    : graph.node('Transpose', { inputs: [name], attributes: { perm: [0, 3, 1, 2] } });
}

/** @throws UmbraError `model_unsupported`: no such output, or one of unknown shape. */
function findOutput(model: ReadModel, wanted: string | null): Port & { shape: PortShape } {
  const ports = outputPorts(model);
  const output = wanted === null ? ports[0] : ports.find(({ name }) => name === wanted);
  const shape = output?.shape;
  if (output === undefined || !shape || shape.length < 2) {
    const names = ports.map(({ name }) => `"${name}"`).join(', ');
    throw new UmbraError(
      'model_unsupported',
      `The ONNX model has no output ${wanted === null ? '' : `"${wanted}" `}of rows or feature ` +
        `maps: it has ${names}.`,
    );
  }
  return { ...output, shape };
}

interface PoolOptions {
  readonly output: Port & { readonly shape: PortShape };
  readonly layout: ImageInput['layout'];
  readonly pooling: OnnxBackbone['pooling'];
  /** F, where something says it. */
  readonly width: number | null;
}

/** One row [B, F] a picture; the numbers of a feature map in the order [h, w, C]. */
function pool(graph: Graph, { output, layout, pooling, width }: PoolOptions): Value {
  const map: Value = {
    name: output.name,
    shape: output.shape,
    channelsFirst: layout === 'channelsFirst' && output.shape.length === 4,
  };
  const shape = [null, width ?? (output.shape.length === 2 ? (output.shape[1] ?? null) : null)];
  if (output.shape.length === 2) {
    return { ...map, shape };
  }
  const rows =
    pooling === 'average' && output.shape.length === 4
      ? graph.node('GlobalAveragePool', { inputs: [toChannelsFirst(graph, map).name] })
      : toChannelsLast(graph, map).name;
  const name = graph.node('Flatten', { inputs: [rows], attributes: { axis: 1 } });
  return { name, shape, channelsFirst: false };
}
