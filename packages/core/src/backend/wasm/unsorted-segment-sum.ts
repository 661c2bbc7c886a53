/**
 * UnsortedSegmentSum on wasm (the gradient of tf.gather).
 *
 * Missing in stock 4.22.0. Here: one pass over the rows, in place on the wasm heap. (Composing it
 * from the stock ScatterNd would do, but that one writes out of bounds for a segment that is out of
 * range.)
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo, UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';
import { invariant } from '../../errors/index.js';
import type { KernelCall } from '../replace-kernel.js';
import { addSegments } from '../segment-sum.js';

interface Inputs {
  readonly x: TensorInfo;
  readonly segmentIds: TensorInfo;
}

export function unsortedSegmentSum({
  inputs: { x, segmentIds },
  attrs: { numSegments },
  backend,
}: KernelCall<BackendWasm, Inputs, UnsortedSegmentSumAttrs>): TensorInfo {
  const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
  // The output first: making it may move the heap, and views taken before would be detached.
  const output = backend.makeOutput(shape, x.dtype);
  const sums = backend.typedArrayFromHeap(output);
  invariant(
    sums instanceof Float32Array || sums instanceof Int32Array,
    `segments of ${x.dtype} cannot be summed`,
  );
  sums.fill(0);
  addSegments(
    {
      values: backend.typedArrayFromHeap(x),
      ids: backend.typedArrayFromHeap(segmentIds),
      segments: numSegments,
    },
    sums,
  );
  return output;
}
