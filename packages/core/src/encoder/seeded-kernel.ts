import * as layers from '@tensorflow/tfjs-layers';
import type { Random } from '../random/index.js';

/** He-normal start weights drawn from our own stream, so that a seed repeats a training. */
export function seededKernel(random: Random): ReturnType<typeof layers.initializers.heNormal> {
  return layers.initializers.heNormal({ seed: random.below(2 ** 31) });
}
