/**
 * Kernels of our own in WebAssembly (their sources: kernels/ of this package), on
 * the memory of the backend. Addresses and counts go in; nothing is checked there.
 */
import { Buffer } from 'node:buffer';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { compiledKernels } from './compiled-kernels.gen.js';

type Kernel = (...addressesAndCounts: number[]) => void;

export interface CompiledKernels {
  readonly poolMax: Kernel;
  readonly columnSums: Kernel;
  readonly columnSquares: Kernel;
  readonly scaleRelu: Kernel;
  readonly gradientSums: Kernel;
  readonly poolGradient: Kernel;
  readonly adamStep: Kernel;
  readonly filterGradient: Kernel;
}

type Memory = object;

/** The part of Emscripten's module that is needed here. */
interface ModuleWithExports {
  readonly asm: { readonly memory: Memory };
}

/** WebAssembly as far as it is needed here; the types of Node leave it out. */
interface WebAssemblyScope {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (
      module: object,
      imports: { readonly env: { readonly memory: Memory } },
    ) => { readonly exports: unknown };
  };
}

/** The kernels, bound to the memory of a backend that has started. */
export function bindKernels(backend: BackendWasm): CompiledKernels {
  const { WebAssembly } = globalThis as unknown as WebAssemblyScope;
  const { memory } = (backend.wasm as unknown as ModuleWithExports).asm;
  const module = new WebAssembly.Module(Buffer.from(compiledKernels, 'base64'));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as CompiledKernels;
}

/** Where a tensor's numbers lie. */
export function addressOf(backend: BackendWasm, { dataId }: TensorInfo): number {
  return backend.dataIdMap.get(dataId).memoryOffset;
}
