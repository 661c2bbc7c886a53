/**
 * Runs an ONNX model on pictures. The file is read and checked here before the runtime sees it;
 * what the runtime still refuses comes as an error too, never as the end of the process.
 */
import { invariant, UmbraError } from '../../errors/index.js';
import { type ImageInput, imageInput, type PortShape } from '../format/ports.js';
import { readOnnx } from '../format/read-onnx.js';
import { onnxRuntime, type RuntimeSession, type RuntimeTensor } from './onnxruntime.js';

export interface OpenOnnxModelOptions {
  /**
   * Processor threads of one run. 1 by default: work that is spread over worker threads or
   * processes gains nothing from more.
   */
  readonly threads?: number;
}

export interface OnnxOutput {
  readonly name: string;
  /** `null` for a length that is only known after a run, such as the batch's. */
  readonly shape: PortShape;
}

/** Pictures in the layout and scale that the model's input asks for. */
export interface OnnxBatch {
  readonly values: Uint8Array | Float32Array; // [B, H, W, C] or [B, C, H, W]
  readonly count: number; // B
  readonly height: number;
  readonly width: number;
}

export interface OnnxValues {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

export interface OnnxModel {
  readonly input: ImageInput;
  readonly outputs: readonly OnnxOutput[];
  /**
   * All outputs, or those named, by name. The computation blocks the thread, one run at a time.
   * @throws UmbraError `model_unsupported` when the model cannot compute this batch.
   */
  run(batch: OnnxBatch, outputs?: readonly string[]): Promise<Readonly<Record<string, OnnxValues>>>;
  /** Frees the model, which must not be used again. */
  dispose(): Promise<void>;
}

/**
 * @throws UmbraError `model_unsupported`: not an ONNX file, one without an image input or with an
 * output that is no float32 tensor, or one that the runtime refuses.
 * @throws UmbraError `backend_unavailable`: ONNX Runtime is not installed, see `hasOnnxRuntime`.
 */
export async function openOnnxModel(
  bytes: Uint8Array,
  { threads = 1 }: OpenOnnxModelOptions = {},
): Promise<OnnxModel> {
  const input = imageInput(readOnnx(bytes));
  const session = await createSession(bytes, threads);
  try {
    const outputs = readOutputs(session);
    return {
      input,
      outputs,
      run: async (batch, names = session.outputNames) => runBatch({ session, input, batch, names }),
      dispose: () => session.release(),
    };
  } catch (error) {
    await session.release();
    throw error;
  }
}

/** Whether `openOnnxModel` can work here. */
export function hasOnnxRuntime(): boolean {
  return onnxRuntime() !== null;
}

async function createSession(bytes: Uint8Array, threads: number): Promise<RuntimeSession> {
  const runtime = onnxRuntime();
  if (runtime === null) {
    throw new UmbraError(
      'backend_unavailable',
      'ONNX Runtime is not there: run "npm install onnxruntime-node --ignore-scripts", ' +
        'or use a model in the TensorFlow.js format.',
    );
  }
  try {
    return await runtime.InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
      // Threads that wait in a loop take the cores from everything else that computes.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  } catch (cause) {
    throw refused('ONNX Runtime does not accept the model', cause);
  }
}

function readOutputs({ outputNames, outputMetadata }: RuntimeSession): OnnxOutput[] {
  return outputNames.map((name, index) => {
    const { isTensor, type, shape = [] } = outputMetadata[index] ?? { isTensor: false };
    if (!isTensor || type !== 'float32') {
      throw new UmbraError(
        'model_unsupported',
        `The output "${name}" of the ONNX model is ${type ?? 'no tensor'}: ` +
          'Umbra needs outputs of float32.',
      );
    }
    return {
      name,
      shape: shape.map((length) => (typeof length === 'number' ? length : null)),
    };
  });
}

interface RunBatchOptions {
  readonly session: RuntimeSession;
  readonly input: ImageInput;
  readonly batch: OnnxBatch;
  readonly names: readonly string[];
}

/** A model that was saved for a fixed number of pictures gets as many at a time. */
async function runBatch(options: RunBatchOptions): Promise<Record<string, OnnxValues>> {
  const { session, input, batch, names } = options;
  const { values, count, height, width } = batch;
  const { channels } = input;
  const imageLength = height * width * channels;
  invariant(count > 0 && values.length === count * imageLength, 'values are those of the batch');
  invariant(
    input.type === 'float32' || values instanceof Uint8Array,
    'a model of bytes gets bytes, one of numbers takes both',
  );
  const size = input.batch ?? count;
  const parts: Record<string, RuntimeTensor>[] = [];
  for (let first = 0; first < count; first += size) {
    const part = values.subarray(first * imageLength, (first + size) * imageLength);
    const filled = part.length === size * imageLength ? part : padded(part, size * imageLength);
    const sides = [height, width];
    const shape =
      input.layout === 'channelsLast' ? [size, ...sides, channels] : [size, channels, ...sides];
    parts.push(await runSession({ session, input, values: filled, shape, names }));
  }
  return Object.fromEntries(names.map((name) => [name, joined(parts, { name, size, count })]));
}

function padded(values: Uint8Array | Float32Array, length: number): Uint8Array | Float32Array {
  const filled = values instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
  filled.set(values);
  return filled;
}

interface RunSessionOptions extends Omit<RunBatchOptions, 'batch'> {
  readonly values: Uint8Array | Float32Array;
  readonly shape: readonly number[];
}

async function runSession(options: RunSessionOptions): Promise<Record<string, RuntimeTensor>> {
  const { session, input, values, shape, names } = options;
  const runtime = onnxRuntime();
  invariant(runtime !== null, 'a session comes from a runtime');
  const typed =
    input.type === 'float32' && values instanceof Uint8Array ? Float32Array.from(values) : values;
  const tensor = new runtime.Tensor(input.type, typed, shape);
  try {
    return await session.run({ [input.name]: tensor }, names);
  } catch (cause) {
    throw refused(`The ONNX model cannot compute pictures [${shape.join(', ')}]`, cause);
  }
}

interface JoinOptions {
  readonly name: string;
  /** Pictures of a part. */
  readonly size: number;
  /** Pictures of all parts; what is more was padding. */
  readonly count: number;
}

function joined(
  parts: readonly Record<string, RuntimeTensor>[],
  { name, size, count }: JoinOptions,
): OnnxValues {
  const [first] = parts;
  const tensor = first?.[name];
  invariant(tensor !== undefined, 'a run gives the outputs that it was asked for');
  if (parts.length === 1 && size === count) {
    return { values: tensor.data as Float32Array, shape: tensor.dims };
  }
  const rowLength = tensor.dims.slice(1).reduce((product, length) => product * length, 1);
  const values = new Float32Array(count * rowLength);
  parts.forEach((part, index) => {
    const rows = part[name]?.data as Float32Array;
    const start = index * size * rowLength;
    values.set(rows.subarray(0, values.length - start), start);
  });
  return { values, shape: [count, ...tensor.dims.slice(1)] };
}

/** The runtime's own words, as one line. */
function refused(what: string, cause: unknown): UmbraError {
  const reason = String(cause instanceof Error ? cause.message : cause)
    .replace(/\s+/g, ' ')
    .slice(0, 300);
  return new UmbraError('model_unsupported', `${what}: ${reason}`, { cause });
}
