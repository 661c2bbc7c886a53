import {
  type LayerCall,
  type LayerExporter,
  onlyInput,
  pair,
  requireChannelsLast,
} from './layer-call.js';
import { padding } from './padding.js';
import { toChannelsFirst, type Value } from './value.js';

export const maxPooling2dLayer = pooling('MaxPool');
/** Padding is left out of the averages, as in TensorFlow.js. */
export const averagePooling2dLayer = pooling('AveragePool', { count_include_pad: 0 });
export const globalMaxPooling2dLayer = globalPooling('GlobalMaxPool');
export const globalAveragePooling2dLayer = globalPooling('GlobalAveragePool');

function pooling(operator: string, extra: Record<string, number> = {}): LayerExporter {
  return (call: LayerCall): Value => {
    requireChannelsLast(call);
    const input = onlyInput(call);
    const kernelSize = pair(call, 'poolSize');
    const strides = pair(call, 'strides');
    const name = call.graph.node(operator, {
      inputs: [toChannelsFirst(call.graph, input).name],
      attributes: {
        kernel_shape: kernelSize,
        strides,
        ...padding(call, { input, kernelSize, strides, dilations: [1, 1] }),
        ...extra,
      },
    });
    return { name, shape: call.outputShape, channelsFirst: true };
  };
}

function globalPooling(operator: string): LayerExporter {
  return (call: LayerCall): Value => {
    requireChannelsLast(call);
    const images = toChannelsFirst(call.graph, onlyInput(call));
    const pooled = call.graph.node(operator, { inputs: [images.name] }); // [B, C, 1, 1]
    const name = call.graph.node('Flatten', { inputs: [pooled], attributes: { axis: 1 } });
    return { name, shape: call.outputShape, channelsFirst: false };
  };
}
