import { embedRows } from './embed-rows.js';
import type { Embedder } from './embedder.js';
import { loadModel } from './load-model.js';

/**
 * The embedder of an artifact. The backend must be selected before.
 * @throws UmbraError `model_corrupt`, see `loadModel`.
 */
export async function loadEmbedder(directory: string): Promise<Embedder> {
  const { network, card } = await loadModel(directory);
  return {
    input: card.input,
    embeddingDimension: card.embeddingDimension,
    shadowDimension: card.shadowDimension,
    embed: (pixels, count) => embedRows({ network, rows: pixels, count }),
    dispose: () => {
      network.dispose();
    },
  };
}
