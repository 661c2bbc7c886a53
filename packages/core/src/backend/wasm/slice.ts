/**
 * Slice and SplitV on wasm, where a part lies in one piece: rows of a matrix, or a stretch of a
 * vector (the weights, after every step of the optimizer).
 *
 * Stock 4.22.0 is right but slow: it first copies the whole tensor out of the heap, once for each
 * part. Here: the part is copied where it lies. Everything else goes to the stock kernels.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  backend_util,
  type KernelFunc,
  type SliceAttrs,
  type SplitVAttrs,
  slice_util,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import type { KernelCall } from '../replace-kernel.js';
import { single } from './kernel-calls.js';

interface Inputs {
  readonly [name: string]: TensorInfo;
  readonly x: TensorInfo;
}

type Call<Attributes> = KernelCall<BackendWasm, Inputs, Attributes>;

export function slice(stock: KernelFunc): (call: Call<SliceAttrs>) => TensorInfo {
  return ({ inputs, attrs: { begin, size }, backend }) => {
    const { x } = inputs;
    const [start, extent] = slice_util.parseSliceParams(x as never, begin, size) as [
      number[],
      number[],
    ];
    if (x.dtype === 'string' || !slice_util.isSliceContinous(x.shape, start, extent)) {
      return single(stock({ inputs, attrs: { begin, size }, backend }));
    }
    return copyPart({ x, start, extent, backend });
  };
}

export function split(stock: KernelFunc): (call: Call<SplitVAttrs>) => TensorInfo | TensorInfo[] {
  return ({ inputs, attrs: { numOrSizeSplits, axis }, backend }) => {
    const { x } = inputs;
    if (x.dtype === 'string' || util.parseAxisParam(axis, x.shape)[0] !== 0) {
      return stock({ inputs, attrs: { numOrSizeSplits, axis }, backend });
    }
    const inner = x.shape.slice(1);
    let first = 0;
    return backend_util.prepareSplitSize(x as never, numOrSizeSplits, 0).map((count) => {
      const start = [first, ...inner.map(() => 0)];
      first += count;
      return copyPart({ x, start, extent: [count, ...inner], backend });
    });
  };
}

interface Part {
  readonly x: TensorInfo;
  readonly start: number[];
  readonly extent: number[];
  readonly backend: BackendWasm;
}

function copyPart({ x, start, extent, backend }: Part): TensorInfo {
  // The output first: making it may move the heap, and views taken before would be detached.
  const output = backend.makeOutput(extent, x.dtype);
  const from = slice_util.computeFlatOffset(start, util.computeStrides(x.shape));
  const values = backend.typedArrayFromHeap(x);
  backend.typedArrayFromHeap(output).set(values.subarray(from, from + util.sizeFromShape(extent)));
  return output;
}
