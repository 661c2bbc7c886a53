import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { TensorInfo } from '@tensorflow/tfjs-core';

/** The numbers behind a tensor of the cpu backend, without a copy. */
export function cpuValues(backend: MathBackendCPU, { dataId }: TensorInfo): Float32Array {
  return backend.data.get(dataId).values as Float32Array;
}
