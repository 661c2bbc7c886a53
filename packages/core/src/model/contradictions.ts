import { blockWidths } from '../encoder/index.js';
import type { TrainingConfig } from './training-config.js';

interface Contradiction {
  readonly path: readonly string[];
  readonly message: string;
}

/**
 * A loss compares all pictures of a batch with each other: time grows with the square.
 */
const batchSizeMax = 8192;

/** What is wrong with a configuration although each field alone is right. */
export function* contradictions(config: TrainingConfig): Generator<Contradiction> {
  const { encoder, projection, sampling } = config;
  if (projection.kind !== 'none' && projection.dimension > encoder.embeddingDimension) {
    yield {
      path: ['projection', 'dimension'],
      message: `must not be larger than encoder.embeddingDimension (${encoder.embeddingDimension})`,
    };
  }
  const { classes, images } = sampling;
  if (classes * images > batchSizeMax) {
    yield {
      path: ['sampling'],
      message: `must make batches of at most ${batchSizeMax} pictures, not ${classes} x ${images}`,
    };
  }
  if (encoder.kind === 'backbone' && config.augmentation !== null) {
    yield {
      path: ['augmentation'],
      message: 'must be null with a backbone, whose features are computed once',
    };
  }
  if (encoder.kind === 'convolutional') {
    const inputSide = Math.min(config.input.width, config.input.height);
    const blocks = blockWidths(encoder.widths, inputSide).length;
    const side = 2 ** blocks;
    if (inputSide < side) {
      yield {
        path: ['encoder', 'widths'],
        message: `has too many blocks: ${blocks} need an input of at least ${side} x ${side}`,
      };
    }
  }
}
