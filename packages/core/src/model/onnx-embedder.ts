import { invariant } from '../errors/index.js';
import { type OpenOnnxModelOptions, openOnnxModel } from '../onnx/index.js';
import { prefixesOf } from './cut-shadow.js';
import { embedInBatches } from './embed-in-batches.js';
import type { Embedder } from './embedder.js';
import type { ModelCard } from './model-card.js';

/** Bounds the memory of what a network computes in between: 32 pictures of 128 x 128. */
const batchPixelsMax = 32 * 128 * 128;

interface OnnxEmbedderOptions extends OpenOnnxModelOptions {
  /** The whole model, see `wholeOnnx`. */
  readonly bytes: Uint8Array;
  readonly card: Pick<ModelCard, 'config' | 'input' | 'embeddingDimension' | 'shadowDimension'>;
}

/** A model that ONNX Runtime computes. */
export async function onnxEmbedder(options: OnnxEmbedderOptions): Promise<Embedder> {
  const { config, input, embeddingDimension, shadowDimension } = options.card;
  const { width, height } = input;
  const model = await openOnnxModel(options.bytes, options);
  return {
    input,
    embeddingDimension,
    shadowDimension,
    prefixes: prefixesOf(config.projection),
    embed: (pixels, count) =>
      embedInBatches({
        rows: pixels,
        count,
        batchSize: Math.max(1, Math.min(32, Math.floor(batchPixelsMax / (width * height)))),
        embeddingDimension,
        shadowDimension,
        compute: async (values, size) => {
          const { embedding, shadow } = await model.run({ values, count: size, height, width });
          invariant(embedding && shadow, 'a model gives an embedding and a shadow');
          return { embedding: embedding.values, shadow: shadow.values };
        },
      }),
    dispose: () => void model.dispose(),
  };
}
