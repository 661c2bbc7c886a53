/**
 * What the gradients of convolutions by their input share: a convolution of stride 1 goes back over
 * the picture, so the strides and the pads of the forward pass are undone first.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import { type EdgePads, free, padWithZeros, reshape, slice } from './kernel-calls.js';

interface Backward {
  readonly x: TensorInfo /* [N, OH', OW', O], to be freed */;
  readonly pads: EdgePads;
}

/**
 * dY [N, OH, OW, O] and pads such that a convolution of stride 1 with the turned filter gives
 * [N, H, W, ...]. Strides are undone by spreading dY with zeros; a pad of the forward pass becomes
 * KH - 1 - pad, and where that is negative a crop.
 */
export function undoStrides(
  backend: BackendWasm,
  dy: TensorInfo,
  geometry: backend_util.Conv2DInfo,
): Backward {
  const { strideHeight, strideWidth, filterHeight, filterWidth, padInfo } = geometry;
  // [N, OH * sh, OW * sw, O]
  const spread = spreadWithZeros(backend, dy, [strideHeight, strideWidth]);
  const [, height = 0, width = 0] = spread.shape;
  const top = filterHeight - 1 - padInfo.top;
  const left = filterWidth - 1 - padInfo.left;
  // As much at the far edges as makes the output H x W again.
  const bottom = geometry.inHeight - height - top + filterHeight - 1;
  const right = geometry.inWidth - width - left + filterWidth - 1;
  const x = crop(backend, spread, { top, bottom, left, right });
  const pads = {
    top: Math.max(0, top),
    bottom: Math.max(0, bottom),
    left: Math.max(0, left),
    right: Math.max(0, right),
  };
  return { x, pads };
}

/**
 * The taps of a filter [KH, KW, ...] in reverse order, which turns it by 180 degrees. Tap by tap,
 * because stock Reverse works out the index of every element (3 ms for a filter of 3 x 3 x 64 x
 * 128).
 */
export function turnTaps(backend: BackendWasm, filter: TensorInfo): TensorInfo {
  const turned = backend.makeOutput(filter.shape, 'float32');
  const from = backend.typedArrayFromHeap(filter);
  const to = backend.typedArrayFromHeap(turned);
  const [height = 0, width = 0] = filter.shape;
  const taps = height * width;
  const tapSize = from.length / taps;
  for (let tap = 0; tap < taps; tap++) {
    to.set(from.subarray(tap * tapSize, (tap + 1) * tapSize), (taps - 1 - tap) * tapSize);
  }
  return turned;
}

/**
 * dY with strides - 1 zeros after each row and column; with strides of 1, dY under another name.
 */
function spreadWithZeros(
  backend: BackendWasm,
  dy: TensorInfo,
  [strideHeight, strideWidth]: [number, number],
): TensorInfo {
  const [batch = 0, height = 0, width = 0, channels = 0] = dy.shape;
  if (strideHeight === 1 && strideWidth === 1) {
    return reshape(backend, dy, dy.shape);
  }
  const apart = reshape(backend, dy, [batch, height, 1, width, 1, channels]);
  const padded = padWithZeros(backend, apart, [
    [0, 0],
    [0, 0],
    [0, strideHeight - 1],
    [0, 0],
    [0, strideWidth - 1],
    [0, 0],
  ]); // [N, OH, sh, OW, sw, O]
  const spread = reshape(backend, padded, [
    batch,
    height * strideHeight,
    width * strideWidth,
    channels,
  ]);
  free(backend, apart, padded);
  return spread;
}

/** Cuts off what negative pads ask for, and frees `x` for it. */
function crop(
  backend: BackendWasm,
  x: TensorInfo,
  { top, bottom, left, right }: EdgePads,
): TensorInfo {
  if (Math.min(top, bottom, left, right) >= 0) {
    return x;
  }
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
  const cut = (pad: number): number => Math.max(0, -pad);
  const cropped = slice(backend, x, {
    begin: [0, cut(top), cut(left), 0],
    size: [batch, height - cut(top) - cut(bottom), width - cut(left) - cut(right), channels],
  });
  free(backend, x);
  return cropped;
}
