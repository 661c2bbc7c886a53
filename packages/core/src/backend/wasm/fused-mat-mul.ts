/**
 * _FusedMatMul on wasm (product, bias and activation in one).
 *
 * Stock 4.22.0 is wrong for a transposed operand with a bias, which its blocked loop adds more than
 * once. Here: transposed first, then multiplied plainly, as in `batch-mat-mul.ts`.
 */
export { batchMatMul as fusedMatMul } from './batch-mat-mul.js';
