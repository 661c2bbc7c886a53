/**
 * ONNX Runtime through its Node package, which is optional: where it is not installed, models
 * compute on TensorFlow.js. Only what is used of it is described here, so that Umbra also compiles
 * without it.
 */
import { createRequire } from 'node:module';

type Values = Float32Array | Uint8Array;

export interface RuntimeTensor {
  readonly type: string;
  readonly data: unknown;
  readonly dims: readonly number[];
  dispose(): void;
}

interface PortMetadata {
  readonly isTensor: boolean;
  readonly type?: string;
  /** A name for a length that differs from run to run. */
  readonly shape?: readonly (number | string)[];
}

export interface RuntimeSession {
  readonly outputNames: readonly string[];
  readonly outputMetadata: readonly PortMetadata[];
  run(
    feeds: Readonly<Record<string, RuntimeTensor>>,
    fetches: readonly string[],
  ): Promise<Readonly<Record<string, RuntimeTensor>>>;
  release(): Promise<void>;
}

export interface Runtime {
  readonly env: { logLevel: string; readonly versions: { readonly node?: string } };
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<RuntimeSession>;
  };
  readonly Tensor: new (
    type: 'float32' | 'uint8',
    data: Values,
    dims: readonly number[],
  ) => RuntimeTensor;
}

let loaded: Runtime | null | undefined;

/** The runtime, or null where it is not installed or does not load on this machine. */
export function onnxRuntime(): Runtime | null {
  loaded ??= load();
  return loaded;
}

function load(): Runtime | null {
  const name = 'onnxruntime-node';
  let runtime: Runtime;
  try {
    runtime = createRequire(import.meta.url)(name) as Runtime;
  } catch {
    return null;
  }
  // What goes wrong comes as an exception; an application's console is not the runtime's.
  runtime.env.logLevel = 'fatal';
  return runtime;
}
