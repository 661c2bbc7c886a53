import type { Graph } from './graph.js';
import type { Value } from './value.js';

/**
 * Rows [B, d] at length 1; a row of zeros gets the constant direction, as `toUnitLength` of
 * `model/` does.
 */
export function unitLength(graph: Graph, { name, shape }: Value): string {
  const dimension = shape.at(-1) as number;
  const squares = graph.node('Mul', { inputs: [name, name] });
  // A product with ones adds them up: the operator for sums differs between versions.
  const ones = graph.constant(new Float32Array(dimension).fill(1), [dimension, 1]);
  const sums = graph.node('MatMul', { inputs: [squares, ones] }); // [B, 1]
  const lengths = graph.node('Sqrt', { inputs: [sums] });
  const isZero = graph.node('Equal', { inputs: [lengths, graph.constant([0], [])] });
  const constant = graph.constant([1 / Math.sqrt(dimension)], []);
  const scaled = graph.node('Div', { inputs: [name, lengths] });
  return graph.node('Where', { inputs: [isZero, constant, scaled] });
}
