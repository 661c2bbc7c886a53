import { type LayerCall, type LayerExporter, unsupported } from './layer-call.js';
import { axisOf, toChannelsFirst, toChannelsLast, type Value } from './value.js';

export const addLayer = elementwise('Sum');
export const averageLayer = elementwise('Mean');
export const maximumLayer = elementwise('Max');
export const minimumLayer = elementwise('Min');
export const multiplyLayer = elementwise('Mul');
export const subtractLayer = elementwise('Sub');

export function concatenateLayer(call: LayerCall): Value {
  const inputs = alike(call);
  const [first] = inputs as [Value, ...Value[]];
  const name = call.graph.node('Concat', {
    inputs: inputs.map((input) => input.name),
    attributes: { axis: axisOf(first, Number(call.config['axis'] ?? -1)) },
  });
  return { name, shape: call.outputShape, channelsFirst: first.channelsFirst };
}

function elementwise(operator: string): LayerExporter {
  return (call: LayerCall): Value => {
    const inputs = alike(call);
    const [first, ...rest] = inputs as [Value, ...Value[]];
    const names = inputs.map((input) => input.name);
    const name =
      operator === 'Mul' || operator === 'Sub'
        ? rest.reduce((left, { name: right }) => {
            return call.graph.node(operator, { inputs: [left, right] });
          }, first.name)
        : call.graph.node(operator, { inputs: names });
    return { name, shape: call.outputShape, channelsFirst: first.channelsFirst };
  };
}

/** The inputs with their axes in one order. */
function alike(call: LayerCall): Value[] {
  const { inputs, graph } = call;
  if (new Set(inputs.map(({ shape }) => shape.length)).size !== 1) {
    throw unsupported(call, 'its inputs have different numbers of axes');
  }
  const turn = inputs.some(({ channelsFirst }) => channelsFirst) ? toChannelsFirst : toChannelsLast;
  return inputs.map((input) => turn(graph, input));
}
