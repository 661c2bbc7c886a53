/**
 * An out-of-memory error for the wasm heap, which ends at 4 GB.
 *
 * Stock 4.22.0 fails silently there: malloc answers 0, a tensor of more than 4 GB wraps around to a
 * small one, and the kernels then write over whatever lies at that address. Every tensor is
 * allocated by the module's malloc, so that is where this stands. The last stretch of the heap is
 * kept for XNNPACK, whose own failed allocations only print a warning and leave the output
 * unwritten.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { UmbraError } from '../../errors/index.js';

const heapBytesMax = 2 ** 32;
/**
 * For the packed weights and work space of XNNPACK: as large as the largest operand of a kernel.
 */
const reservedBytes = 256 * 2 ** 20;

/** The part of Emscripten's module that is needed here. */
interface HeapModule {
  _malloc: (bytes: number) => number;
  _free: (address: number) => void;
}

export function guardHeap(backend: BackendWasm): void {
  const wasm = backend.wasm as BackendWasm['wasm'] & HeapModule;
  // The first call replaces Emscripten's stub by the compiled function, and would replace a guard
  // on it too.
  wasm._free(wasm._malloc(1));
  const allocate = wasm._malloc;
  wasm._malloc = (bytes) => {
    if (bytes > heapBytesMax - reservedBytes) {
      throw outOfMemory();
    }
    const address = allocate(bytes) >>> 0;
    if (address === 0 && bytes > 0) {
      throw outOfMemory();
    }
    // Memory is taken from the low end: an address up here means that the heap is full.
    if (address + bytes > heapBytesMax - reservedBytes) {
      wasm._free(address);
      throw outOfMemory();
    }
    return address;
  };
}

function outOfMemory(): UmbraError {
  return new UmbraError(
    'unavailable',
    'The WebAssembly backend has used up its 4 GB of memory: use smaller pictures or fewer in a ' +
      'batch, or install @tensorflow/tfjs-node.',
  );
}
