/**
 * UnsortedSegmentSum on cpu (the gradient of tf.gather).
 *
 * Stock 4.22.0 is slow: it makes one mask over all rows for every segment, O(segments * N), and
 * keeps all of them to the end, so that a gradient of 65,536 segments does not return within ten
 * minutes. Here: one pass over the rows.
 */
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { type TensorInfo, type UnsortedSegmentSumAttrs, util } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../replace-kernel.js';
import { addSegments } from '../segment-sum.js';
import { cpuValues } from './cpu-values.js';

interface Inputs {
  readonly x: TensorInfo;
  readonly segmentIds: TensorInfo;
}

export function unsortedSegmentSum({
  inputs: { x, segmentIds },
  attrs: { numSegments },
  backend,
}: KernelCall<MathBackendCPU, Inputs, UnsortedSegmentSumAttrs>): TensorInfo {
  const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
  const size = util.sizeFromShape(shape);
  const sums = x.dtype === 'int32' ? new Int32Array(size) : new Float32Array(size);
  addSegments(
    { values: cpuValues(backend, x), ids: cpuValues(backend, segmentIds), segments: numSegments },
    sums,
  );
  return backend.makeTensorInfo(shape, x.dtype, sums);
}
