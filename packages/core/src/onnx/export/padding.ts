import { type LayerCall, unsupported } from './layer-call.js';
import type { Value } from './value.js';

interface Window {
  /** [B, H, W, C], in the axes of TensorFlow.js. */
  readonly input: Value;
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
}

/**
 * The padding of a window that slides over a picture, as attributes of an ONNX node. TensorFlow's
 * `same` puts what is uneven at the end, and how much it is depends on the picture's size: where
 * that is open, the runtime finds it (`SAME_UPPER`).
 */
export function padding(
  call: LayerCall,
  window: Window,
): { readonly pads: readonly number[] } | { readonly auto_pad: string } {
  const kind = call.config['padding'];
  if (kind === 'valid') {
    return { pads: [0, 0, 0, 0] };
  }
  if (kind !== 'same') {
    throw unsupported(call, `its padding is ${JSON.stringify(kind)}`);
  }
  const [height, width] = [paddingOf(window, 0), paddingOf(window, 1)];
  if (height === null || width === null) {
    if (window.dilations.some((dilation) => dilation > 1)) {
      throw unsupported(call, 'it is strided and dilated on pictures of any size');
    }
    return { auto_pad: 'SAME_UPPER' };
  }
  return { pads: [height[0], width[0], height[1], width[1]] };
}

/** Before and after; null where it depends on a size that is open. */
function paddingOf(
  { input, kernelSize, strides, dilations }: Window,
  axis: 0 | 1,
): readonly [number, number] | null {
  const length = input.shape[axis + 1] ?? null;
  const reach = (kernelSize[axis] - 1) * dilations[axis]; // from a window's first to its last row
  const stride = strides[axis];
  if (length === null && stride > 1) {
    return null;
  }
  const steps = length === null ? 0 : (Math.ceil(length / stride) - 1) * stride - (length - 1);
  const total = Math.max(0, steps + reach);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}
