/** AdamStep on wasm (see `../fused-kernels.ts`), by a compiled kernel. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { AdamStepAttributes } from '../fused-kernels.js';
import type { KernelCall } from '../replace-kernel.js';
import { addressOf, type CompiledKernels } from './compiled-kernels.js';

interface Inputs {
  readonly values: TensorInfo /* [P] */;
  readonly gradient: TensorInfo /* [P] */;
  readonly mean: TensorInfo /* [P] */;
  readonly square: TensorInfo /* [P] */;
}

type Run = (call: KernelCall<BackendWasm, Inputs, AdamStepAttributes>) => TensorInfo[];

/** The next values, mean and square, each [P]. */
export function adamStep(compiled: CompiledKernels): Run {
  return ({ inputs: { values, gradient, mean, square }, attrs, backend }) => {
    const { meanKept, squareKept, rate, epsilon } = attrs;
    const next = [values, mean, square].map(({ shape }) => backend.makeOutput(shape, 'float32'));
    const addresses = [values, gradient, mean, square, ...next].map((tensor) =>
      addressOf(backend, tensor),
    );
    const count = util.sizeFromShape(values.shape);
    const shares = [meanKept, 1 - meanKept, squareKept, 1 - squareKept];
    compiled.adamStep(...addresses, count, ...shares, rate, epsilon);
    return next;
  };
}
