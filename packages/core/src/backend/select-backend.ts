/**
 * The choice of the backend. TensorFlow.js itself is loaded when a backend is selected and not with
 * this file, so that a command that computes nothing starts at once.
 */
import { UmbraError } from '../errors/index.js';
import type { BackendInfo, BackendName, BackendRequest } from './backend-info.js';

const starters: Record<BackendName, () => Promise<BackendInfo>> = {
  tensorflow: async () => (await import('./tensorflow/start-tensorflow.js')).startTensorflow(),
  wasm: async () => (await import('./wasm/start-wasm.js')).startWasm(),
  cpu: async () => (await import('./cpu/start-cpu.js')).startCpu(),
};

/** Fastest first. */
const automaticOrder: readonly BackendName[] = ['tensorflow', 'wasm', 'cpu'];

/** What was started in this thread, by name. */
const started = new Map<BackendName, BackendInfo>();
let selected: BackendInfo | null = null;
/** Selections run one after the other: TensorFlow.js has one backend a thread. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Chooses, registers and readies the backend that computes in this thread. Call it before the first
 * tensor, in every thread and process that computes.
 *
 * `auto` keeps the backend that was selected before, if any; else it takes the first one that
 * starts of tensorflow, wasm and cpu. A name selects that backend, also later in
 * place of another one.
 *
 * @throws UmbraError `backend_unavailable`: the named backend cannot be started on this machine.
 */
export function selectBackend(request: BackendRequest = 'auto'): Promise<BackendInfo> {
  const selection = queue.then(() =>
    request === 'auto' ? (selected ?? selectFirst()) : select(request),
  );
  queue = selection.catch(() => undefined);
  return selection;
}

/**
 * Selects wasm with stock kernels wherever TensorFlow.js has one that is right, as a thread's first
 * backend: what benchmarks compare with.
 */
export async function selectRepairedWasm(): Promise<BackendInfo> {
  starters.wasm = async () => (await import('./wasm/start-wasm.js')).startRepairedWasm();
  return selectBackend('wasm');
}

async function selectFirst(): Promise<BackendInfo> {
  const reasons: UmbraError[] = [];
  for (const name of automaticOrder) {
    try {
      return await select(name);
    } catch (error) {
      if (!(error instanceof UmbraError)) {
        throw error;
      }
      reasons.push(error);
    }
  }
  throw new UmbraError(
    'backend_unavailable',
    'No TensorFlow.js backend can be started on this machine: install the packages again (npm ci).',
    { cause: new AggregateError(reasons) },
  );
}

async function select(name: BackendName): Promise<BackendInfo> {
  const tf = await import('@tensorflow/tfjs-core');
  // tfjs-core alone computes no gradients: they are registered by this import.
  await import('@tensorflow/tfjs-layers');
  const info = started.get(name);
  if (info !== undefined) {
    await tf.setBackend(name);
    selected = info;
    return info;
  }
  // Production mode: no advertising and no warnings on the console of an application.
  tf.enableProdMode();
  try {
    selected = await starters[name]();
  } catch (error) {
    // A failed start leaves TensorFlow.js between two backends.
    if (selected !== null) {
      await tf.setBackend(selected.name);
    }
    throw error;
  }
  started.set(name, selected);
  return selected;
}
