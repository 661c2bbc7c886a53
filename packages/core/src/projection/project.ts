import * as layers from '@tensorflow/tfjs-layers';
import type { Random } from '../random/index.js';
import type { ProjectionConfig } from './projection-config.js';

interface ProjectOptions {
  readonly embedding: layers.SymbolicTensor; // [B, D]
  readonly config: ProjectionConfig;
  readonly random: Random;
}

/** The layer that gives the shadow. */
export const shadowLayer = 'shadow';

/**
 * embedding [B, D] -> shadow [B, d]. No projection ends with a bias: what the embedding does not
 * say, the shadow does not say either.
 */
export function project({ embedding, config, random }: ProjectOptions): layers.SymbolicTensor {
  const apply = (layer: layers.layers.Layer, to: layers.SymbolicTensor) =>
    layer.apply(to) as layers.SymbolicTensor;
  const kernelInitializer = (): ReturnType<typeof layers.initializers.glorotUniform> =>
    layers.initializers.glorotUniform({ seed: random.below(2 ** 31) });
  const dense = (units: number, trainable = true) =>
    layers.layers.dense({
      name: shadowLayer,
      units,
      useBias: false,
      trainable,
      kernelInitializer: kernelInitializer(),
    });

  switch (config.kind) {
    case 'none':
      // A model cannot have one tensor as two outputs: the shadow is the embedding, passed on.
      return apply(
        layers.layers.activation({ name: shadowLayer, activation: 'linear' }),
        embedding,
      );
    case 'linear':
    case 'nested':
      return apply(dense(config.dimension), embedding);
    case 'pca':
      return apply(dense(config.dimension, false), embedding);
    case 'mlp': {
      const hidden = layers.layers.dense({
        name: 'shadow_hidden',
        units: config.hidden,
        activation: 'relu',
        kernelInitializer: kernelInitializer(),
      });
      return apply(dense(config.dimension), apply(hidden, embedding)); // [B, hidden] -> [B, d]
    }
  }
}
