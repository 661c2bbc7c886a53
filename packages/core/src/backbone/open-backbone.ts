/**
 * A backbone from the bytes of its files: pictures -> scaled -> network -> pooled features. What
 * runs the network, TensorFlow.js or onnxruntime, makes no difference to anybody outside.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { invariant, UmbraError } from '../errors/index.js';
import type { InputSize } from '../image/index.js';
import type { BackboneFormat, BackboneUse, Pooling } from './backbone-card.js';
import { onFastestEngine } from './fastest-engine.js';
import type { ImageNetwork, ModelFiles } from './image-network.js';
import { onnxNetwork } from './onnx-network.js';
import { poolFeatures } from './pool-features.js';
import { type InputScaling, scalePixels } from './scale-pixels.js';
import { readTfjsModelFile } from './tfjs-model-file.js';
import { tfjsNetwork } from './tfjs-network.js';

/** Bounds the memory of what a network computes in between: 32 pictures of 128 x 128. */
const batchPixelsMax = 32 * 128 * 128;

export interface Backbone {
  readonly format: BackboneFormat;
  readonly scaling: InputScaling;
  readonly input: InputSize;
  /** Whether the network takes no other size. */
  readonly fixedSize: boolean;
  /** F */
  readonly featureWidth: number;
  /**
   * uint8 `pixels` [count, H, W, C] of `input` -> features [count, F].
   * @throws the signal's reason between two batches
   */
  features(pixels: Uint8Array, count: number, signal?: AbortSignal): Promise<Float32Array>;
  dispose(): void;
}

export interface OpenBackboneOptions {
  readonly files: ModelFiles;
  readonly use: RequestedUse;
  /** Sides that pictures have; a network of one size decides for itself when this is left out. */
  readonly size?: { readonly width: number; readonly height: number } | undefined;
}

/** Where its user does not say, the scaling is what such networks mostly want. */
export interface RequestedUse extends Pick<BackboneUse, 'pooling' | 'output'> {
  readonly scaling?: InputScaling | undefined;
}

/** Where neither the network nor its user says. */
const defaultSide = 128;

/**
 * Opens a backbone and lets one picture through it, to see that it works. The TensorFlow.js backend
 * must be selected before.
 * @throws UmbraError `model_unsupported`: no model, none for images, not for this size or scaling;
 * `backend_unavailable`: an ONNX model without onnxruntime.
 */
export async function openBackbone(options: OpenBackboneOptions): Promise<Backbone> {
  const { files, use, size } = options;
  const { format, network } = await openNetwork(files, use.output);
  try {
    const input = inputOf(network, size);
    const scaling = scalingOf(network, use);
    const { pooling } = use;
    const compute = (pixels: Uint8Array, count: number) =>
      computeBatch({ network, scaling, pooling, input, pixels, count });
    const featureWidth = await probe(compute, input);
    return {
      format,
      scaling,
      input,
      fixedSize: network.input.width !== null && network.input.height !== null,
      featureWidth,
      features: async (pixels, count, signal) => {
        const imageLength = input.width * input.height * input.channels;
        invariant(pixels.length === count * imageLength, 'pixels are [N, H, W, C] of the input');
        const features = new Float32Array(count * featureWidth);
        const batch = Math.max(1, Math.floor(batchPixelsMax / (input.width * input.height)));
        for (let first = 0; first < count; first += batch) {
          signal?.throwIfAborted();
          const end = Math.min(count, first + batch);
          const part = pixels.subarray(first * imageLength, end * imageLength);
          features.set(await compute(part, end - first), first * featureWidth);
          await nextTurn();
        }
        return features;
      },
      dispose: () => network.dispose(),
    };
  } catch (error) {
    network.dispose();
    throw error;
  }
}

interface OpenedNetwork {
  readonly format: BackboneFormat;
  readonly network: ImageNetwork;
}

async function openNetwork(files: ModelFiles, output: string | null): Promise<OpenedNetwork> {
  const [bytes] = files.values();
  invariant(bytes !== undefined, 'the model file comes first');
  const model = readTfjsModelFile(bytes);
  if (model === null) {
    return { format: 'onnx', network: await onnxNetwork({ bytes, output }) };
  }
  const network = await tfjsNetwork({ model, files, output });
  return { format: model.format, network: await onFastestEngine(network) };
}

function inputOf(network: ImageNetwork, size: OpenBackboneOptions['size']): InputSize {
  const { width, height, channels } = network.input;
  const wanted = size ?? { width: width ?? defaultSide, height: height ?? defaultSide };
  if (wanted.width !== (width ?? wanted.width) || wanted.height !== (height ?? wanted.height)) {
    throw new UmbraError(
      'model_unsupported',
      `The network takes pictures of ${width ?? 'any'} x ${height ?? 'any'} and not of ` +
        `${wanted.width} x ${wanted.height}: leave the size to it.`,
    );
  }
  return { ...wanted, channels };
}

function scalingOf({ input }: ImageNetwork, { scaling }: RequestedUse): InputScaling {
  if (!input.takesBytes) {
    return scaling ?? '-1..1';
  }
  if (scaling !== undefined && scaling !== '0..255') {
    throw new UmbraError(
      'model_unsupported',
      `The network takes the bytes of pictures and not ${scaling}: choose the scale 0..255.`,
    );
  }
  return '0..255';
}

interface BatchOptions {
  readonly network: ImageNetwork;
  readonly scaling: InputScaling;
  readonly pooling: Pooling;
  readonly input: InputSize;
  readonly pixels: Uint8Array; // [count, H, W, C]
  readonly count: number;
}

async function computeBatch(options: BatchOptions): Promise<Float32Array> {
  const { network, scaling, pooling, input, pixels, count } = options;
  const { width, height } = input;
  const scaled = scalePixels({ pixels, size: input, scaling });
  const output = await network.run(scaled, { count, height, width });
  if (output.shape[0] !== count || output.shape.length < 2) {
    throw new UmbraError(
      'model_unsupported',
      `The network answers ${count} pictures with [${output.shape.join(', ')}]: ` +
        'Umbra needs a row or a feature map for each.',
    );
  }
  return poolFeatures(output, pooling);
}

/** Features wider than this are a mistake of pooling or output, not features. */
const featureWidthMax = 65_536;

/** The width of the features; a network that is too deep for the size shows here. */
async function probe(
  compute: (pixels: Uint8Array, count: number) => Promise<Float32Array>,
  { width, height, channels }: InputSize,
): Promise<number> {
  const grey = new Uint8Array(width * height * channels).fill(128);
  const features = await compute(grey, 1);
  if (
    features.length === 0 ||
    features.length > featureWidthMax ||
    !features.every(Number.isFinite)
  ) {
    throw new UmbraError(
      'model_unsupported',
      `The network gives a picture of ${width} x ${height} ${features.length} features, and Umbra ` +
        `needs 1 to ${featureWidthMax} finite numbers: choose another size, scaling, pooling or ` +
        'output.',
    );
  }
  return features.length;
}
