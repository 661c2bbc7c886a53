import { type Backbone, type LoadBackboneOptions, loadBackbone } from '../backbone/index.js';
import { isUmbraError } from '../errors/index.js';
import { infersByOnnxRuntime } from '../onnx/index.js';
import { prefixesOf } from './cut-shadow.js';
import { embedRows } from './embed-rows.js';
import type { Embedder } from './embedder.js';
import { wholeOnnx } from './export-model.js';
import { loadModel } from './load-model.js';
import type { LoadedModel } from './loaded-model.js';
import { onnxEmbedder } from './onnx-embedder.js';

export interface LoadEmbedderOptions {
  /** The folder of backbones; read only for a model that stands on one. */
  readonly backbones: string;
  /** Cuts the shadows to so many numbers, see `cutShadow`. */
  readonly dimension?: number | undefined;
  /** What computes the features; the backbone itself, in this thread, when left out. */
  readonly openBackbone?: (options: LoadBackboneOptions) => Promise<FeatureExtractor>;
}

export type FeatureExtractor = Pick<Backbone, 'features' | 'dispose'>;

/**
 * The embedder of an artifact: picture -> backbone, if the model stands on one -> network. The
 * backend must be selected before.
 * @throws UmbraError see `loadModel`; `backbone_missing`, naming its hash.
 */
export async function loadEmbedder(
  directory: string,
  { backbones, dimension, openBackbone = loadBackbone }: LoadEmbedderOptions,
): Promise<Embedder> {
  const model = await loadModel(directory, { dimension });
  try {
    const { backbone: reference, input } = model.card;
    const backbone =
      reference === undefined
        ? null
        : await openBackbone({ directory: backbones, reference, input });
    return (backbone === null && (await fastEmbedder(model))) || embedderOf(model, backbone);
  } catch (error) {
    model.network.dispose();
    throw error;
  }
}

/** The model on ONNX Runtime, if that computes here and knows its layers; takes it over. */
async function fastEmbedder({ network, card }: LoadedModel): Promise<Embedder | null> {
  if (!infersByOnnxRuntime()) {
    return null;
  }
  try {
    const embedder = await onnxEmbedder({ bytes: await wholeOnnx(network, card), card });
    network.dispose();
    return embedder;
  } catch (error) {
    // A layer without an equivalent in ONNX: TensorFlow.js has them all.
    if (isUmbraError(error) && error.code === 'model_unsupported') {
      return null;
    }
    throw error;
  }
}

function embedderOf({ network, card }: LoadedModel, backbone: FeatureExtractor | null): Embedder {
  return {
    input: card.input,
    embeddingDimension: card.embeddingDimension,
    shadowDimension: card.shadowDimension,
    prefixes: prefixesOf(card.config.projection),
    embed: async (pixels, count) => {
      const rows = backbone === null ? pixels : await backbone.features(pixels, count);
      return embedRows({ network, rows, count });
    },
    dispose: () => {
      network.dispose();
      backbone?.dispose();
    },
  };
}
