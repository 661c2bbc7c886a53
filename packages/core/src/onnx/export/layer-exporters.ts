import {
  activationLayer,
  leakyReluLayer,
  preluLayer,
  reluLayer,
  softmaxLayer,
} from './activation.js';
import { conv2dLayer, depthwiseConv2dLayer, separableConv2dLayer } from './convolution.js';
import { denseLayer } from './dense.js';
import type { LayerExporter } from './layer-call.js';
import {
  addLayer,
  averageLayer,
  concatenateLayer,
  maximumLayer,
  minimumLayer,
  multiplyLayer,
  subtractLayer,
} from './merge.js';
import { batchNormalizationLayer, rescalingLayer, standardizationLayer } from './normalization.js';
import {
  averagePooling2dLayer,
  globalAveragePooling2dLayer,
  globalMaxPooling2dLayer,
  maxPooling2dLayer,
} from './pooling.js';
import { flattenLayer, passedOn, permuteLayer, reshapeLayer, zeroPadding2dLayer } from './shape.js';

/** By the layers' class names in TensorFlow.js. */
export const layerExporters: Readonly<Record<string, LayerExporter>> = {
  Activation: activationLayer,
  ActivityRegularization: passedOn,
  Add: addLayer,
  AlphaDropout: passedOn,
  Average: averageLayer,
  AveragePooling2D: averagePooling2dLayer,
  BatchNormalization: batchNormalizationLayer,
  Concatenate: concatenateLayer,
  Conv2D: conv2dLayer,
  Dense: denseLayer,
  DepthwiseConv2D: depthwiseConv2dLayer,
  Dropout: passedOn,
  Flatten: flattenLayer,
  GaussianDropout: passedOn,
  GaussianNoise: passedOn,
  GlobalAveragePooling2D: globalAveragePooling2dLayer,
  GlobalMaxPooling2D: globalMaxPooling2dLayer,
  LeakyReLU: leakyReluLayer,
  MaxPooling2D: maxPooling2dLayer,
  Maximum: maximumLayer,
  Minimum: minimumLayer,
  Multiply: multiplyLayer,
  PReLU: preluLayer,
  Permute: permuteLayer,
  ReLU: reluLayer,
  Rescaling: rescalingLayer,
  Reshape: reshapeLayer,
  SeparableConv2D: separableConv2dLayer,
  Softmax: softmaxLayer,
  SpatialDropout1D: passedOn,
  Standardization: standardizationLayer,
  Subtract: subtractLayer,
  ZeroPadding2D: zeroPadding2dLayer,
};
