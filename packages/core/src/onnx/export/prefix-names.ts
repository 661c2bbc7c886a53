import type { GraphProto, NodeProto } from '../format/onnx.gen.js';

/**
 * Puts `prefix` before all names of a graph, in place, so that it can stand in another graph.
 * Graphs within nodes see the names around them and get the same prefix.
 */
export function prefixNames(graph: GraphProto, prefix: string): void {
  for (const named of [...graph.initializer, ...graph.input, ...graph.output]) {
    named.name = prefix + (named.name ?? '');
  }
  for (const node of graph.node) {
    prefixNode(node, prefix);
  }
  // Says nothing that the runtime would not find out itself.
  graph.valueInfo = [];
}

function prefixNode(node: NodeProto, prefix: string): void {
  // An empty name stands for an input or output that is left out.
  const prefixed = (name: string): string => (name === '' ? '' : prefix + name);
  node.input = node.input.map(prefixed);
  node.output = node.output.map(prefixed);
  node.name = prefixed(node.name ?? '');
  for (const { g } of node.attribute) {
    if (g !== undefined) {
      prefixNames(g, prefix);
    }
  }
}
