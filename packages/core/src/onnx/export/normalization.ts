import { type LayerCall, onlyInput, unsupported, weight } from './layer-call.js';
import { axisOf, toChannelsFirst, type Value } from './value.js';

/**
 * Batch normalization with the averages of the training. As an operator of its own: runtimes merge
 * it into the convolution before it when they load the model.
 */
export function batchNormalizationLayer(call: LayerCall): Value {
  const { graph, config } = call;
  const given = onlyInput(call);
  const input = given.shape.length === 4 ? toChannelsFirst(graph, given) : given;
  if (axisOf(input, Number(config['axis'] ?? -1)) !== 1) {
    throw unsupported(call, 'it does not normalize along the channels');
  }
  const trained = [config['scale'] !== false, config['center'] !== false];
  const count = trained.filter(Boolean).length;
  const mean = weight(call, count).values;
  const variance = weight(call, count + 1).values;
  const gamma = trained[0] ? weight(call, 0).values : mean.map(() => 1);
  const beta = trained[1] ? weight(call, trained[0] ? 1 : 0).values : mean.map(() => 0);
  const name = graph.node('BatchNormalization', {
    inputs: [
      input.name,
      ...[gamma, beta, mean, variance].map((values) => graph.constant(values, [values.length])),
    ],
    attributes: { epsilon: { float: Number(config['epsilon']) } },
  });
  return { ...input, name };
}

/** x * scale + offset */
export function rescalingLayer(call: LayerCall): Value {
  const { graph, config } = call;
  const input = onlyInput(call);
  const scaled = graph.node('Mul', {
    inputs: [input.name, graph.constant([Number(config['scale'])], [])],
  });
  const offset = graph.constant([Number(config['offset'] ?? 0)], []);
  return { ...input, name: graph.node('Add', { inputs: [scaled, offset] }) };
}

/** (features - mean) / deviation, see `encoder/standardization.ts`. */
export function standardizationLayer(call: LayerCall): Value {
  const { graph } = call;
  const input = onlyInput(call);
  const [mean, deviation] = [weight(call, 0), weight(call, 1)];
  const centred = graph.node('Sub', {
    inputs: [input.name, graph.constant(mean.values, mean.shape)],
  });
  const name = graph.node('Div', {
    inputs: [centred, graph.constant(deviation.values, deviation.shape)],
  });
  return { ...input, name };
}
