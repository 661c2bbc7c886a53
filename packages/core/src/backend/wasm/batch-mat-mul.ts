/**
 * BatchMatMul on wasm with a transposed operand (as in every gradient of a dense layer).
 *
 * Stock 4.22.0 is right but slow: XNNPACK is used for plain products only, all others take a
 * blocked scalar loop (117 to 261 ms for 512 x 512 x 512, where this takes 11). Here: the operand
 * is transposed first, then multiplied plainly.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { BatchMatMulAttrs, KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../replace-kernel.js';
import { free, single, transposeMatrix } from './kernel-calls.js';

interface Operands {
  readonly [name: string]: TensorInfo;
  readonly a: TensorInfo /* [..., M, K], transposed [..., K, M] */;
  readonly b: TensorInfo /* [..., K, N], transposed [..., N, K] */;
}

/**
 * A product [..., M, N]; the fused kernel has further inputs and attributes, which are handed on.
 */
export type Product = (
  call: KernelCall<BackendWasm, Operands, NamedAttrMap & BatchMatMulAttrs>,
) => TensorInfo;

export function batchMatMul(stock: KernelFunc): Product {
  return ({ inputs, attrs, backend }) => {
    const a = attrs.transposeA ? transposeMatrix(backend, inputs.a) : inputs.a;
    const b = attrs.transposeB ? transposeMatrix(backend, inputs.b) : inputs.b;
    const product = single(
      stock({
        inputs: { ...inputs, a, b },
        attrs: { ...attrs, transposeA: false, transposeB: false },
        backend,
      }),
    );
    if (a !== inputs.a) {
      free(backend, a);
    }
    if (b !== inputs.b) {
      free(backend, b);
    }
    return product;
  };
}
