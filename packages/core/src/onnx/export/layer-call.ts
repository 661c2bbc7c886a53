import { UmbraError } from '../../errors/index.js';
import type { Graph } from './graph.js';
import type { Value } from './value.js';

export interface LayerWeight {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** A layer at one place of a network, with what it is made of. */
export interface LayerCall {
  readonly graph: Graph;
  readonly name: string;
  readonly className: string;
  /** As the layer's `getConfig` tells it. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly weights: readonly LayerWeight[];
  readonly inputs: readonly Value[];
  /** As TensorFlow.js derived it. */
  readonly outputShape: readonly (number | null)[];
}

/** Adds the nodes of a layer and returns its output. */
export type LayerExporter = (call: LayerCall) => Value;

/** @throws UmbraError `model_unsupported`, naming the layer. */
export function unsupported({ name, className }: LayerCall, what: string): UmbraError {
  return new UmbraError(
    'model_unsupported',
    `The layer "${name}" (${className}) cannot be written as ONNX: ${what}.`,
  );
}

/** The first input; most layers have no other. */
export function onlyInput(call: LayerCall): Value {
  const [input] = call.inputs;
  if (input === undefined || call.inputs.length > 1) {
    throw unsupported(call, `it has ${call.inputs.length} inputs instead of one`);
  }
  return input;
}

/** A setting that is one number for both axes of a picture, or one each. */
export function pair(call: LayerCall, key: string): readonly [number, number] {
  const value = call.config[key];
  if (typeof value === 'number') {
    return [value, value];
  }
  if (Array.isArray(value) && value.length === 2) {
    return [Number(value[0]), Number(value[1])];
  }
  throw unsupported(call, `its ${key} is not of two axes`);
}

export function weight(call: LayerCall, index: number): LayerWeight {
  const found = call.weights[index];
  if (found === undefined) {
    throw unsupported(call, 'its weights are not there');
  }
  return found;
}

/** @throws UmbraError for a layer on pictures that keeps their channels first. */
export function requireChannelsLast(call: LayerCall): void {
  if (call.config['dataFormat'] === 'channelsFirst') {
    throw unsupported(call, 'its dataFormat is channelsFirst');
  }
}
