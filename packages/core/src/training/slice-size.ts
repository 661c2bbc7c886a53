import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TrainingConfig } from '../model/index.js';
import { outputsOfLayers } from '../network/index.js';

/**
 * Activations of one slice at most: what a small machine has to spare. It decides over what a
 * batch normalization takes its statistics, so it must not depend on the machine.
 */
const activationBytesMax = 2 ** 28;

/** Pictures of a batch that go through the network together. */
export function sliceSize(config: TrainingConfig, network: LayersModel): number {
  if (config.sliceSize !== 'auto') {
    return config.sliceSize;
  }
  return Math.max(2, Math.floor(activationBytesMax / activationBytes(network)));
}

/** Bytes of all layers' outputs for one picture: what a forward pass keeps for the backward one. */
export function activationBytes(network: LayersModel): number {
  // Of the network's own calls: a layer that it shares with others has several output shapes.
  return outputsOfLayers(network).reduce((sum, { shape }) => sum + 4 * elements(shape), 0);
}

/** Numbers a picture; the first axis is the batch. */
function elements([, ...sides]: (number | null)[]): number {
  return sides.reduce<number>((product, side) => product * (side ?? 1), 1);
}
