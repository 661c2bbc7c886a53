/**
 * Kernels of the wasm backend called from inside another kernel: tensors without the engine around
 * them, so that nothing lands on the gradient tape and each intermediate can be freed at once.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../../errors/index.js';

/** A kernel as it is registered now: asked for before `replaceKernel`, the stock one. */
export function registeredKernel(kernelName: string): tf.KernelFunc {
  const kernel = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined;
  invariant(kernel !== undefined, `the wasm backend has no kernel ${kernelName}`);
  return kernel.kernelFunc;
}

function callKernel(
  kernelName: string,
  call: { inputs: tf.NamedTensorInfoMap; attrs: tf.NamedAttrMap; backend: BackendWasm },
): tf.TensorInfo {
  return single(registeredKernel(kernelName)(call));
}

export function single(output: tf.TensorInfo | tf.TensorInfo[]): tf.TensorInfo {
  invariant(!Array.isArray(output), 'a kernel with one output');
  return output;
}

export function free(backend: BackendWasm, ...tensors: readonly tf.TensorInfo[]): void {
  for (const { dataId } of tensors) {
    backend.disposeData(dataId);
  }
}

/** Shares the data of `x`, and must be freed all the same. */
export function reshape(backend: BackendWasm, x: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  return callKernel(tf.Reshape, { inputs: { x }, attrs: { shape }, backend });
}

export function transpose(backend: BackendWasm, x: tf.TensorInfo, perm: number[]): tf.TensorInfo {
  return callKernel(tf.Transpose, { inputs: { x }, attrs: { perm }, backend });
}

/** [..., M, N] -> [..., N, M] */
export function transposeMatrix(backend: BackendWasm, x: tf.TensorInfo): tf.TensorInfo {
  const perm = x.shape.map((_, axis) => axis);
  const last = perm.length - 1;
  [perm[last - 1], perm[last]] = [last, last - 1];
  return transpose(backend, x, perm);
}

export function padWithZeros(
  backend: BackendWasm,
  x: tf.TensorInfo,
  paddings: [number, number][],
): tf.TensorInfo {
  return callKernel(tf.PadV2, { inputs: { x }, attrs: { paddings, constantValue: 0 }, backend });
}

export function slice(
  backend: BackendWasm,
  x: tf.TensorInfo,
  { begin, size }: { begin: number[]; size: number[] },
): tf.TensorInfo {
  return callKernel(tf.Slice, { inputs: { x }, attrs: { begin, size }, backend });
}

/** Pads of the rows, then of the columns. */
export interface EdgePads {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

function explicit({ top, bottom, left, right }: EdgePads): [number, number][] {
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
}

/** Convolution of stride 1 with explicit pads. */
export function convolve(
  backend: BackendWasm,
  { x, filter }: { x: tf.TensorInfo; filter: tf.TensorInfo },
  { pads, dilations = [1, 1] }: { pads: EdgePads; dilations?: [number, number] },
): tf.TensorInfo {
  const pad = explicit(pads);
  return callKernel(tf.Conv2D, {
    inputs: { x, filter },
    attrs: { strides: [1, 1], dilations, pad, dataFormat: 'NHWC', dimRoundingMode: 'floor' },
    backend,
  });
}

/** Depthwise convolution of stride 1 with explicit pads. */
export function convolveDepthwise(
  backend: BackendWasm,
  { x, filter }: { x: tf.TensorInfo; filter: tf.TensorInfo },
  pads: EdgePads,
): tf.TensorInfo {
  return callKernel(tf.DepthwiseConv2dNative, {
    inputs: { x, filter },
    attrs: { strides: [1, 1], dilations: [1, 1], pad: explicit(pads), dimRoundingMode: 'floor' },
    backend,
  });
}

/** [..., M] -> [...] */
export function sumLastAxis(backend: BackendWasm, x: tf.TensorInfo): tf.TensorInfo {
  const attrs = { axis: [x.shape.length - 1], keepDims: false };
  return callKernel(tf.Sum, { inputs: { x }, attrs, backend });
}
