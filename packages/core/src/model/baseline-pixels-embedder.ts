import { baselinePixels, baselinePixelsSide } from '../encoder/index.js';
import type { Embedder } from './embedder.js';

/** The id under which every installation knows the model that needs no training. */
export const baselinePixelsId = 'baseline-pixels';

/**
 * Small normalized colour pixels; no backend is needed. Its shadow is its embedding, of 768
 * numbers.
 */
export function baselinePixelsEmbedder(): Embedder {
  const input = { width: baselinePixelsSide, height: baselinePixelsSide, channels: 3 } as const;
  const dimension = baselinePixelsSide * baselinePixelsSide * input.channels;
  return {
    input,
    embeddingDimension: dimension,
    shadowDimension: dimension,
    prefixes: [],
    embed: async (pixels, count) => {
      const vectors = baselinePixels({ pixels, count, size: input }); // [N, 768]
      return { embeddings: vectors, shadows: vectors };
    },
    dispose: () => {},
  };
}
