/** What goes into an ONNX model and comes out of it, and which of it are pictures. */
import { UmbraError } from '../../errors/index.js';
import { TensorProto_DataType, type ValueInfoProto } from './onnx.gen.js';
import type { ReadModel } from './read-onnx.js';

/** `null` for a length that differs from run to run. */
export type PortShape = readonly (number | null)[];

export interface Port {
  readonly name: string;
  /** A TensorProto.DataType, or `UNDEFINED` for what is no tensor. */
  readonly type: number;
  /** `null` when the file does not say. */
  readonly shape: PortShape | null;
}

/** The input that takes pictures. */
export interface ImageInput {
  readonly name: string;
  readonly type: 'uint8' | 'float32';
  /** `channelsLast`: [B, H, W, C]; `channelsFirst`: [B, C, H, W]. */
  readonly layout: 'channelsLast' | 'channelsFirst';
  /** `null`: any number of pictures at once. */
  readonly batch: number | null;
  /** `null`: any height or width. */
  readonly height: number | null;
  readonly width: number | null;
  readonly channels: 1 | 3;
}

/**
 * The one input of a model, which takes pictures.
 * @throws UmbraError `model_unsupported`, saying what the model takes instead.
 */
export function imageInput({ graph }: ReadModel): ImageInput {
  // Files before IR version 4 list their weights among the inputs.
  const weights = new Set(graph.initializer.map(({ name }) => name));
  const inputs = graph.input.filter(({ name }) => !weights.has(name)).map(toPort);
  const image = inputs[0] && toImageInput(inputs[0]);
  if (image === undefined || inputs.length > 1) {
    throw new UmbraError(
      'model_unsupported',
      'The ONNX model has no image input: Umbra needs one input of float32 or uint8 ' +
        `[batch, 3, height, width] or [batch, height, width, 3], and this one takes ` +
        `${inputs.map(inWords).join(' and ') || 'nothing'}.`,
    );
  }
  return image;
}

/** What a model gives, in its order. */
export function outputPorts({ graph }: ReadModel): Port[] {
  return graph.output.map(toPort);
}

function toPort({ name = '', type }: ValueInfoProto): Port {
  const tensor = type?.value.case === 'tensorType' ? type.value.value : undefined;
  return {
    name,
    type: tensor?.elemType ?? TensorProto_DataType.UNDEFINED,
    shape:
      tensor?.shape?.dim.map(({ value }) =>
        value.case === 'dimValue' && value.value > 0n ? Number(value.value) : null,
      ) ?? null,
  };
}

function toImageInput({ name, type, shape }: Port): ImageInput | undefined {
  if (type !== TensorProto_DataType.FLOAT && type !== TensorProto_DataType.UINT8) {
    return undefined;
  }
  if (shape?.length !== 4) {
    return undefined;
  }
  const [batch = null, second = null, third = null, last = null] = shape;
  const kind = type === TensorProto_DataType.FLOAT ? 'float32' : 'uint8';
  if (isChannels(last)) {
    const layout = 'channelsLast';
    return { name, type: kind, layout, batch, height: second, width: third, channels: last };
  }
  if (isChannels(second)) {
    const layout = 'channelsFirst';
    return { name, type: kind, layout, batch, height: third, width: last, channels: second };
  }
  return undefined;
}

function isChannels(length: number | null): length is 1 | 3 {
  return length === 1 || length === 3;
}

function inWords({ name, type, shape }: Port): string {
  const typeName = TensorProto_DataType[type]?.toLowerCase() ?? `type ${type}`;
  const lengths = shape?.map((length) => length ?? '?').join(', ') ?? '?';
  return `"${name}" (${typeName} [${lengths}])`;
}
