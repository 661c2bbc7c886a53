import * as layers from '@tensorflow/tfjs-layers';
import { convolutionalEncoder } from '../encoder/index.js';
import { project } from '../projection/index.js';
import type { Random } from '../random/index.js';
import type { TrainingConfig } from './training-config.js';

interface NetworkOptions {
  readonly config: Pick<TrainingConfig, 'input' | 'encoder' | 'projection'>;
  readonly random: Random;
}

/**
 * pixels [B, H, W, C] in 0..255 -> [embedding [B, D], shadow [B, d]]. Scaling is a layer, so a
 * saved network takes pixels as they come out of the decoder.
 */
export function createNetwork({ config, random }: NetworkOptions): layers.LayersModel {
  const { width, height, channels } = config.input;
  const pixels = layers.input({ name: 'pixels', shape: [height, width, channels] });
  const scaled = layers.layers
    .rescaling({ name: 'scaled', scale: 1 / 127.5, offset: -1 })
    .apply(pixels) as layers.SymbolicTensor; // [B, H, W, C] in -1..1
  const embedding = convolutionalEncoder({ pixels: scaled, config: config.encoder, random });
  const shadow = project({ embedding, config: config.projection, random });
  return layers.model({ name: 'umbra', inputs: pixels, outputs: [embedding, shadow] });
}
