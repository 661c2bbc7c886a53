import * as tf from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';

/**
 * Lets a dense layer train on inputs that nobody asks a gradient for, as the features of a frozen
 * backbone. TensorFlow.js computes a dense layer as one kernel whose gradient is always by its
 * input too, a product as large as the forward one and a third of a head's step. As product and
 * sum, only what leads to a variable is differentiated. To everybody else the layer is what it was.
 */
export function onConstantInput(
  layer: layers.layers.Layer,
  activation: 'linear' | 'relu',
): layers.layers.Layer {
  const whole = layer.call.bind(layer);
  layer.call = (inputs, kwargs) => {
    if (kwargs['training'] !== true) {
      return whole(inputs, kwargs);
    }
    const features = Array.isArray(inputs) ? inputs[0] : inputs; // [B, F]
    const [kernel, bias] = layer.weights.map((weight) => weight.read()); // [F, D], [D]
    invariant(features && kernel && bias, 'a dense layer with a bias is built before it is called');
    return tf.tidy(() => {
      const sum = tf.add(tf.matMul(features, kernel), bias); // [B, D]
      return activation === 'relu' ? tf.relu(sum) : sum;
    });
  };
  return layer;
}
