/**
 * A tensor on its way through the graph. TensorFlow.js keeps pictures as [B, H, W, C], ONNX
 * computes on [B, C, H, W]: a picture is turned round once, stays so from layer to layer, and is
 * turned back where a layer needs the order of its numbers.
 */
import type { Graph } from './graph.js';

export interface Value {
  readonly name: string;
  /** As in TensorFlow.js, `null` for a length that differs from run to run. */
  readonly shape: readonly (number | null)[];
  /** Whether it lies as [B, C, H, W]; only tensors of 4 axes do. */
  readonly channelsFirst: boolean;
}

/** The value as [B, C, H, W]. */
export function toChannelsFirst(graph: Graph, value: Value): Value {
  if (value.channelsFirst) {
    return value;
  }
  const attributes = { perm: [0, 3, 1, 2] };
  const name = graph.node('Transpose', { inputs: [value.name], attributes });
  return { ...value, name, channelsFirst: true };
}

/** The value with its axes in the order of `shape`. */
export function toChannelsLast(graph: Graph, value: Value): Value {
  if (!value.channelsFirst) {
    return value;
  }
  const attributes = { perm: [0, 2, 3, 1] };
  const name = graph.node('Transpose', { inputs: [value.name], attributes });
  return { ...value, name, channelsFirst: false };
}

/** Where an axis of TensorFlow.js lies in the value, negative ones counted from the end. */
export function axisOf(value: Value, axis: number): number {
  const positive = axis < 0 ? axis + value.shape.length : axis;
  return value.channelsFirst ? ([0, 2, 3, 1][positive] as number) : positive;
}
