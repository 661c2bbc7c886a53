import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';

/**
 * features [B, F] -> (features - mean) / deviation. A layer of its own, so that a saved head takes
 * features as they come out of the backbone; its weights are the statistics, which nothing trains.
 */
export class Standardization extends layers.layers.Layer {
  static readonly className = 'Standardization';
  private mean: layers.LayerVariable | undefined; // [F]
  private deviation: layers.LayerVariable | undefined; // [F]

  override build(inputShape: layers.Shape | layers.Shape[]): void {
    const [, width] = inputShape as layers.Shape;
    invariant(width, 'features are [B, F]');
    const weight = (name: string, start: 'zeros' | 'ones') =>
      this.addWeight(
        name,
        [width],
        'float32',
        layers.initializers[start](),
        undefined,
        false, // not trainable
      );
    this.mean = weight('mean', 'zeros');
    this.deviation = weight('deviation', 'ones');
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const features = Array.isArray(inputs) ? inputs[0] : inputs; // [B, F]
    const { mean, deviation } = this;
    invariant(features && mean && deviation, 'a layer is built before it is called');
    return tf.tidy(() => tf.div(tf.sub(features, mean.read()), deviation.read()));
  }

  override computeOutputShape(inputShape: layers.Shape | layers.Shape[]): layers.Shape {
    return inputShape as layers.Shape;
  }
}
tf.serialization.registerClass(Standardization);
