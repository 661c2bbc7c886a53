/**
 * The trained part of an encoder that stands on a frozen backbone: standardization, and a linear or
 * one-hidden-layer map to the embedding. Features of a backbone have very different scales, and
 * what is rare among them often tells most; standardized, each gets an equal say.
 */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { Random } from '../random/index.js';
import { onConstantInput } from './constant-input.js';
import type { BackboneConfig } from './encoder-config.js';
import type { FeatureStatistics } from './feature-statistics.js';
import { seededKernel } from './seeded-kernel.js';
import { Standardization } from './standardization.js';

interface BackboneHeadOptions {
  readonly features: layers.SymbolicTensor; // [B, F]
  readonly config: BackboneConfig;
  readonly statistics: FeatureStatistics;
  readonly random: Random;
}

/** features [B, F] -> embedding [B, D] */
export function backboneHead(options: BackboneHeadOptions): layers.SymbolicTensor {
  const { features, config, statistics, random } = options;
  const standardization = new Standardization({ name: 'standardized' });
  let values = standardization.apply(features) as layers.SymbolicTensor; // [B, F]
  tf.tidy(() => {
    standardization.setWeights([tf.tensor1d(statistics.mean), tf.tensor1d(statistics.deviation)]);
  });
  const widths =
    config.head.kind === 'mlp'
      ? [config.head.hidden, config.embeddingDimension]
      : [config.embeddingDimension];
  widths.forEach((units, position) => {
    const isLast = position === widths.length - 1;
    const activation = isLast ? 'linear' : 'relu';
    const layer = layers.layers.dense({
      name: isLast ? 'embedding' : 'hidden',
      units,
      activation,
      kernelInitializer: seededKernel(random),
    });
    if (position === 0) {
      onConstantInput(layer, activation);
    }
    values = layer.apply(values) as layers.SymbolicTensor; // [B, units]
  });
  return values;
}
