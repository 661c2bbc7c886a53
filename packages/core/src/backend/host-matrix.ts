/**
 * The numbers of a tensor in plain JavaScript, for work that no kernel does. On wasm they are read
 * and written where they lie, on its heap, and on cpu in the array behind the tensor: no copy is
 * made. The native library keeps its numbers to itself, so there they are copied out, and back in
 * when the tensor is asked for.
 *
 * Tensors of TensorFlow.js are never written to once others have seen them. `hostMatrix` therefore
 * takes only a tensor that its caller has made and not yet handed on.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/** A matrix under work. */
export interface HostMatrix {
  /** [rows * columns], to read and write; on wasm only valid until the next tensor operation. */
  values(): Float32Array;
  /** The matrix as a tensor, with all that was written. Takes the place of the given tensor. */
  tensor(): tf.Tensor2D;
}

export function hostMatrix(matrix: tf.Tensor2D): HostMatrix {
  if (sharesValues()) {
    return { values: () => hostValues(matrix), tensor: () => matrix };
  }
  const copy = hostValues(matrix);
  return {
    values: () => copy,
    tensor: () => {
      matrix.dispose();
      return tf.tensor2d(copy, matrix.shape);
    },
  };
}

/** The numbers of a tensor, to read; on wasm only valid until the next tensor operation. */
export function hostValues(tensor: tf.Tensor): Float32Array {
  return tf.getBackend() === 'wasm'
    ? ((tf.backend() as BackendWasm).typedArrayFromHeap(tensor) as Float32Array)
    : tensor.dataSync<'float32'>();
}

/** Some rows of a matrix, in the order that they are named in. [rows.length, columns] */
export function hostRows(matrix: tf.Tensor2D, rows: Int32Array): tf.Tensor2D {
  if (!sharesValues()) {
    return tf.tidy(() => tf.gather(matrix, tf.tensor1d(rows, 'int32')));
  }
  // Slice and Gather on wasm read the whole matrix, or every number by its own address.
  const [, columns] = matrix.shape;
  const picked = tf.fill<tf.Rank.R2>([rows.length, columns], 0);
  // Both are looked up after the last allocation, which may move them.
  const [from, to] = [hostValues(matrix), hostValues(picked)];
  rows.forEach((row, at) => {
    to.set(from.subarray(row * columns, (row + 1) * columns), at * columns);
  });
  return picked;
}

/** Whether what is written into `hostValues` is written into the tensor. */
function sharesValues(): boolean {
  return tf.getBackend() === 'wasm' || tf.getBackend() === 'cpu';
}
