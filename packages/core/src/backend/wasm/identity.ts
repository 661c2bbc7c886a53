/**
 * Identity on wasm (tf.clone, and with it every tensor that is saved for the gradient).
 *
 * Stock 4.22.0 is right but wasteful: it copies the data, where all other backends share it.
 * Training saves each activation, so on wasm the activations lay twice in memory. Here: shared,
 * counted by reference as Reshape does it. Tensors are never written to, so nobody can tell.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../replace-kernel.js';
import { single } from './kernel-calls.js';

interface Inputs {
  readonly [name: string]: TensorInfo;
  readonly x: TensorInfo;
}

type Run = (call: KernelCall<BackendWasm, Inputs, unknown>) => TensorInfo;

export function identity(stock: KernelFunc): Run {
  return ({ inputs, backend }) => {
    const { dataId, shape, dtype } = inputs.x;
    if (dtype === 'string') {
      return single(stock({ inputs, backend }));
    }
    backend.incRef(dataId);
    return { dataId, shape, dtype };
  };
}
