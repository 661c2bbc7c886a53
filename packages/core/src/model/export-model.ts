/**
 * A model for other programs. Both formats hold the whole model, the backbone included, and take
 * pixels as they come out of a decoder.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readBackbone, scaleOf } from '../backbone/index.js';
import { invariant } from '../errors/index.js';
import { composeOnnx, exportOnnx, type GraphDescription } from '../onnx/index.js';
import { artifactFiles } from './artifact-files.js';
import { loadModel } from './load-model.js';
import type { LoadedModel } from './loaded-model.js';
import { serializeNetwork } from './serialize-network.js';
import { versions } from './versions.js';
import { wholeModel } from './whole-model.js';

/**
 * `onnx`: one file, pixels uint8 [B, H, W, C] -> embedding [B, D], shadow [B, d] of length 1.
 * `tfjs`: TensorFlow.js layers, pixels [B, H, W, C] in 0..255 -> the same, shadows of any length.
 */
export const exportFormats = ['onnx', 'tfjs'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportModelOptions {
  /** The artifact. */
  readonly directory: string;
  /** The folder of backbones; read only for a model that stands on one. */
  readonly backbones: string;
  readonly format: ExportFormat;
  /** Cuts the shadows to so many numbers, see `cutShadow`. */
  readonly dimension?: number | undefined;
}

export interface ExportedModel {
  readonly card: LoadedModel['card'];
  /** By their names; `onnx` is one file, `model.onnx`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * The backend must be selected before.
 * @throws UmbraError `model_corrupt`, `backbone_missing`; `model_unsupported`, naming what of the
 * model the format has no equivalent for; `config_invalid` for another `dimension` than there is.
 */
export async function exportModel(options: ExportModelOptions): Promise<ExportedModel> {
  const model = await loadModel(options.directory, options);
  try {
    return { card: model.card, files: await write(model, options) };
  } finally {
    model.network.dispose();
  }
}

async function write(
  model: LoadedModel,
  { backbones, format }: ExportModelOptions,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { card } = model;
  if (format === 'onnx' && card.backbone !== undefined) {
    const { card: stored, files } = await readBackbone(backbones, card.backbone);
    const [bytes] = files.values();
    if (stored.format === 'onnx' && bytes !== undefined) {
      return new Map([[onnxFile, await composeOnBackbone(model, bytes)]]);
    }
  }
  const whole = await wholeModel(model, backbones);
  try {
    return await writeNetwork(whole.network, { card, format });
  } finally {
    whole.dispose();
  }
}

/** The head of a backbone that is an ONNX model already. */
function composeOnBackbone({ network, card }: LoadedModel, bytes: Uint8Array): Promise<Uint8Array> {
  const { backbone: use, input } = card;
  invariant(use !== undefined, 'the model stands on a backbone');
  const { output, pooling, scaling } = use;
  return composeOnnx({
    ...about(card),
    backbone: { bytes, output, pooling, ...scaleOf(scaling) },
    size: input,
    head: { network, outputs: onnxOutputs },
  });
}

interface WriteOptions {
  readonly card: LoadedModel['card'];
  readonly format: ExportFormat;
}

async function writeNetwork(
  network: LayersModel,
  { card, format }: WriteOptions,
): Promise<Map<string, Uint8Array>> {
  if (format === 'onnx') {
    return new Map([[onnxFile, await wholeOnnx(network, card)]]);
  }
  const { topology, weights } = await serializeNetwork(network);
  return new Map([
    [artifactFiles.topology, topology],
    [artifactFiles.weights, weights],
  ]);
}

const onnxFile = 'model.onnx';
const onnxOutputs = [{ name: 'embedding' }, { name: 'shadow', unitLength: true }];

/** A network from pixels to vectors as ONNX. */
export function wholeOnnx(network: LayersModel, card: LoadedModel['card']): Promise<Uint8Array> {
  const input = { name: 'pixels', type: 'uint8' } as const;
  return exportOnnx({ ...about(card), network, input, outputs: onnxOutputs });
}

/** What the file says about itself. */
function about({ name, createdAt, input }: LoadedModel['card']): GraphDescription {
  const { width, height, channels } = input;
  const colours = channels === 3 ? 'red, green and blue' : 'grey';
  return {
    name,
    version: versions.umbra,
    metadata: {
      created_at: createdAt,
      input: `pixels: uint8 [batch, ${height}, ${width}, ${channels}], ${colours} in 0..255`,
      outputs: 'embedding: float32 [batch, D]; shadow: float32 [batch, d], every row of length 1',
    },
  };
}
