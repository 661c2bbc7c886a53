import * as layers from '@tensorflow/tfjs-layers';
import { backboneHead, convolutionalEncoder, type FeatureStatistics } from '../encoder/index.js';
import { invariant } from '../errors/index.js';
import { project } from '../projection/index.js';
import type { Random } from '../random/index.js';
import type { TrainingConfig } from './training-config.js';

interface NetworkOptions {
  readonly config: Pick<TrainingConfig, 'input' | 'encoder' | 'projection'>;
  readonly random: Random;
  /** Of the features that the head of a backbone gets; of no use to other encoders. */
  readonly statistics?: FeatureStatistics | undefined;
}

/**
 * The trained network: inputs -> [embedding [B, D], shadow [B, d]]. The inputs are pixels
 * [B, H, W, C] in 0..255, or for the head of a backbone its features [B, F]. Scaling and
 * standardization are layers, so a saved network takes what comes out of the decoder or backbone.
 */
export function createNetwork(options: NetworkOptions): layers.LayersModel {
  const { config, random } = options;
  const { inputs, embedding } = createEncoder(options);
  const shadow = project({ embedding, config: config.projection, random });
  return layers.model({ name: 'umbra', inputs, outputs: [embedding, shadow] });
}

interface EncoderEnds {
  readonly inputs: layers.SymbolicTensor;
  readonly embedding: layers.SymbolicTensor; // [B, D]
}

function createEncoder({ config, random, statistics }: NetworkOptions): EncoderEnds {
  const { input, encoder } = config;
  switch (encoder.kind) {
    case 'convolutional': {
      const { width, height, channels } = input;
      const inputs = layers.input({ name: 'pixels', shape: [height, width, channels] });
      const pixels = layers.layers
        .rescaling({ name: 'scaled', scale: 1 / 127.5, offset: -1 })
        .apply(inputs) as layers.SymbolicTensor; // [B, H, W, C] in -1..1
      return { inputs, embedding: convolutionalEncoder({ pixels, config: encoder, random }) };
    }
    case 'backbone': {
      invariant(statistics !== undefined, 'a head is made for features with known statistics');
      const inputs = layers.input({ name: 'features', shape: [statistics.mean.length] });
      const head = { features: inputs, config: encoder, statistics, random };
      return { inputs, embedding: backboneHead(head) };
    }
  }
}
