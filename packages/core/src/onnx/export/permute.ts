import type { LayerWeight } from './layer-call.js';

/** A tensor with its axes in another order: axis `i` of the result is axis `order[i]`. */
export function permute({ values, shape }: LayerWeight, order: readonly number[]): LayerWeight {
  const strides = shape.map((_, axis) =>
    shape.slice(axis + 1).reduce((product, length) => product * length, 1),
  );
  const newShape = order.map((axis) => shape[axis] as number);
  const newStrides = order.map((axis) => strides[axis] as number);
  const position = newShape.map(() => 0);
  const permuted = new Float32Array(values.length);
  let source = 0;
  for (let target = 0; target < permuted.length; target++) {
    permuted[target] = values[source] as number;
    for (let axis = newShape.length - 1; axis >= 0; axis--) {
      const next = (position[axis] as number) + 1;
      source += newStrides[axis] as number;
      if (next < (newShape[axis] as number)) {
        position[axis] = next;
        break;
      }
      source -= next * (newStrides[axis] as number);
      position[axis] = 0;
    }
  }
  return { values: permuted, shape: newShape };
}
