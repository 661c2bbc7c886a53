import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../../errors/index.js';

const paint = 0xa5a5a5a5 | 0;
const pageBytes = 4096;
const wordsOfPage = pageBytes / 4;

/** The part of Emscripten's module that is needed here. */
interface Heap {
  readonly HEAPU8: Uint8Array;
  _malloc: (bytes: number) => number;
  _free: (address: number) => void;
}

/** The most bytes that an action held at a time, beyond those that were held before it. */
export interface PeakBytes {
  /** On the wasm heap, in pages of 4 KiB: tensors, and what kernels hold inside. */
  readonly heap: number;
  /** In typed arrays of JavaScript, those not yet collected included; seen at each new tensor. */
  readonly arrays: number;
}

/**
 * Measures the memory of an action on the wasm backend. The heap's free memory is painted before,
 * and what has lost its paint afterwards was in use. So it sees what no count of tensors does:
 * XNNPACK keeps a packed copy of a product's right operand for as long as that lives.
 *
 * Garbage of before that is collected meanwhile would be counted off: collect it first.
 *
 * @param room bytes that are painted; where the action needs more the answer is null.
 */
export function peakBytes(action: () => void, room: number): PeakBytes | null {
  invariant(tf.getBackend() === 'wasm', 'the heap is that of the wasm backend');
  const backend = tf.backend() as BackendWasm;
  const heap = backend.wasm as unknown as Heap;
  const start = heap._malloc(room) >>> 0;
  words(heap, start, room).fill(paint);
  heap._free(start);
  const arrays = peakArrayBytes(backend, action);
  const used = usedPages(words(heap, start, room));
  return used === null ? null : { heap: used * pageBytes, arrays };
}

function peakArrayBytes(backend: BackendWasm, action: () => void): number {
  const bytes = (): number => process.memoryUsage().arrayBuffers;
  const before = bytes();
  let most = before;
  const { move } = backend;
  backend.move = (...tensor) => {
    move.apply(backend, tensor);
    most = Math.max(most, bytes());
  };
  try {
    action();
  } finally {
    Object.assign(backend, { move });
  }
  return most - before;
}

/** Pages without their paint; null where they reach the end. */
function usedPages(painted: Int32Array): number | null {
  let pages = 0;
  let next = 0;
  for (let at = 0; at < painted.length; at++) {
    if (painted[at] !== paint) {
      pages++;
      next = at - (at % wordsOfPage) + wordsOfPage;
      at = next - 1;
    }
  }
  return next + wordsOfPage > painted.length ? null : pages;
}

/** Looked up anew each time: a heap that grows is another buffer. */
function words({ HEAPU8 }: Heap, start: number, bytes: number): Int32Array {
  return new Int32Array(HEAPU8.buffer, start, Math.floor(bytes / 4));
}
