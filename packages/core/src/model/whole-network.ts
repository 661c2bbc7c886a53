/**
 * A model as one network of layers, from pixels to vectors: the scaling that its backbone wants,
 * the backbone, and what stands on it. Made of layers that every reader of the format knows, so it
 * can be exported; and since layers are shared, training it trains backbone and head.
 */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { type BackboneUse, scaleOf } from '../backbone/index.js';
import { invariant } from '../errors/index.js';
import type { InputSize } from '../image/index.js';
import { regrow } from '../network/index.js';

type Tensor = layers.SymbolicTensor;

export interface WholeNetworkOptions {
  /** features [B, F] -> [embedding [B, D], shadow [B, d]] */
  readonly head: layers.LayersModel;
  /** scaled pixels -> a feature map or features */
  readonly backbone: layers.LayersModel;
  readonly use: Pick<BackboneUse, 'scaling' | 'pooling'>;
  /** The size at which pictures enter. */
  readonly input: InputSize;
}

/**
 * pixels [B, H, W, C] in 0..255 -> [embedding [B, D], shadow [B, d]]. The network shares the
 * weights of head and backbone; each of the three is disposed by itself.
 */
export function wholeNetwork(options: WholeNetworkOptions): layers.LayersModel {
  const { head, backbone, use, input } = options;
  const { width, height, channels } = input;
  const pixels = layers.input({ name: 'pixels', shape: [height, width, channels] });
  const scaled = scalePixels(pixels, use.scaling);
  const [image] = backbone.inputs;
  const [features] = head.inputs;
  invariant(image && features, 'networks have an input');
  const [output] = regrow(backbone.outputs.slice(0, 1), new Map([[image.id, scaled]]));
  invariant(output !== undefined, 'a backbone has an output');
  const standardization = head.layers.find((layer) => layer.getClassName() === 'Standardization');
  invariant(standardization !== undefined, 'a head standardizes its features');
  const [mean, deviation] = standardization.getWeights();
  invariant(mean && deviation, 'a standardization has statistics');
  const values = normalized(pooled(output, use.pooling), { name: 'standardized', mean, deviation });
  const place = standardization.output as Tensor;
  const outputs = regrow(head.outputs, new Map([[place.id, values]]));
  return layers.model({ name: 'umbra', inputs: pixels, outputs });
}

/** What the backbone wants pixels to be. */
function scalePixels(pixels: Tensor, scaling: BackboneUse['scaling']): Tensor {
  const channels = pixels.shape[3] as number;
  const { mean, deviation } = scaleOf(scaling);
  const statistics = [mean, deviation].map((values) => tf.tensor1d(values.slice(0, channels)));
  const [means, deviations] = statistics as [tf.Tensor1D, tf.Tensor1D];
  const scaled = normalized(pixels, { name: 'scaled', mean: means, deviation: deviations });
  tf.dispose(statistics);
  return scaled;
}

/** As `poolFeatures` of `backbone/` does with numbers. */
function pooled(output: Tensor, pooling: BackboneUse['pooling']): Tensor {
  if (output.shape.length === 2) {
    return output;
  }
  const layer =
    pooling === 'average' && output.shape.length === 4
      ? layers.layers.globalAveragePooling2d({ name: 'average', dataFormat: 'channelsLast' })
      : layers.layers.flatten({ name: 'flat' });
  return layer.apply(output) as Tensor; // [B, F]
}

interface Statistics {
  readonly name: string;
  readonly mean: tf.Tensor;
  readonly deviation: tf.Tensor;
}

/**
 * (x - mean) / deviation along the last axis: a normalization whose statistics nothing changes. Its
 * scale is 1 and its offset 0: TensorFlow.js has no gradient through one without them.
 */
function normalized(input: Tensor, { name, mean, deviation }: Statistics): Tensor {
  const layer = layers.layers.batchNormalization({
    name,
    epsilon: 0,
    trainable: false,
  });
  const output = layer.apply(input) as Tensor;
  tf.tidy(() => {
    const variance = tf.square(deviation);
    layer.setWeights([tf.onesLike(mean), tf.zerosLike(mean), mean, variance]);
  });
  return output;
}
