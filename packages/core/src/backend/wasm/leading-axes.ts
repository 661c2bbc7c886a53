/**
 * Sum and Mean on wasm over the leading axes, [M..., C] -> [C]: the gradients of a bias, and the
 * statistics and gradients of the batch normalization.
 *
 * Stock 4.22.0 is right but slow: it transposes the whole tensor first. Here: one pass in plain
 * JavaScript on the wasm heap, summed in float64. Everything else goes to the stock kernel.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type KernelFunc, type SumAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../replace-kernel.js';
import { single } from './kernel-calls.js';

interface Inputs {
  readonly [name: string]: TensorInfo;
  readonly x: TensorInfo;
}

type Run = (call: KernelCall<BackendWasm, Inputs, SumAttrs>) => TensorInfo;

export function sum(stock: KernelFunc): Run {
  return (call) => reduceLeadingAxes(call, () => 1) ?? callStock(stock, call);
}

export function mean(stock: KernelFunc): Run {
  return (call) => reduceLeadingAxes(call, (rows) => 1 / rows) ?? callStock(stock, call);
}

function callStock(
  stock: KernelFunc,
  { inputs, attrs: { axis, keepDims }, backend }: Parameters<Run>[0],
): TensorInfo {
  return single(stock({ inputs, attrs: { axis, keepDims }, backend }));
}

/** The sums over the leading axes, scaled; null where other axes are reduced. */
function reduceLeadingAxes(
  { inputs: { x }, attrs: { axis, keepDims }, backend }: Parameters<Run>[0],
  scaleFor: (rows: number) => number,
): TensorInfo | null {
  const reduced = util.parseAxisParam(axis, x.shape).sort((one, other) => one - other);
  const isLeading = reduced.every((value, index) => value === index);
  if (x.dtype !== 'float32' || !isLeading || reduced.length === x.shape.length) {
    return null;
  }
  const kept = x.shape.slice(reduced.length);
  const columns = util.sizeFromShape(kept);
  const rows = util.sizeFromShape(x.shape) / columns;
  if (rows === 0 || columns === 0) {
    return null;
  }
  // The output first: making it may move the heap, and views taken before would be detached.
  const output = backend.makeOutput(
    keepDims ? [...reduced.map(() => 1), ...kept] : kept,
    'float32',
  );
  const sums = sumRows(backend.typedArrayFromHeap(x), { rows, columns }); // [C]
  const scale = scaleFor(rows);
  backend.typedArrayFromHeap(output).set(sums.map((value) => value * scale));
  return output;
}

/**
 * Column sums of a matrix, four rows at a time so that each sum is loaded and stored a quarter as
 * often.
 */
function sumRows(
  values: ArrayLike<number> /* [rows, columns] */,
  { rows, columns }: { rows: number; columns: number },
): Float64Array {
  const sums = new Float64Array(columns);
  const fours = rows - (rows % 4);
  for (let row = 0; row < fours; row += 4) {
    for (let column = 0, at = row * columns; column < columns; column++, at++) {
      const four =
        (values[at] as number) +
        (values[at + columns] as number) +
        (values[at + 2 * columns] as number) +
        (values[at + 3 * columns] as number);
      sums[column] = (sums[column] as number) + four;
    }
  }
  for (let at = fours * columns; at < rows * columns; at++) {
    const column = at % columns;
    sums[column] = (sums[column] as number) + (values[at] as number);
  }
  return sums;
}
