import * as layers from '@tensorflow/tfjs-layers';
import type { Random } from '../random/index.js';
import type { ProjectionConfig } from './projection-config.js';

interface ProjectOptions {
  readonly embedding: layers.SymbolicTensor; // [B, D]
  readonly config: ProjectionConfig;
  readonly random: Random;
}

/**
 * embedding [B, D] -> shadow [B, d]. The linear projection has no bias: what the embedding does not
 * say, the shadow does not say either.
 */
export function project({ embedding, config, random }: ProjectOptions): layers.SymbolicTensor {
  const layer =
    config.kind === 'linear'
      ? layers.layers.dense({
          name: 'shadow',
          units: config.dimension,
          useBias: false,
          kernelInitializer: layers.initializers.glorotUniform({ seed: random.below(2 ** 31) }),
        })
      : // A model cannot have one tensor as two outputs: the shadow is the embedding, passed on.
        layers.layers.activation({ name: 'shadow', activation: 'linear' });
  return layer.apply(embedding) as layers.SymbolicTensor;
}
