/**
 * A saved model as what a training goes on from. Its last blocks are trained; what comes before
 * them stays as it is, so it is computed once for every picture and a step costs only the blocks.
 * Where blocks of a backbone are trained, the model then holds all of it.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { BackboneReference } from '../backbone/index.js';
import { invariant, UmbraError } from '../errors/index.js';
import {
  createNetwork,
  type LoadedModel,
  loadModel,
  type ModelCard,
  type ModelOrigin,
  type WholeModel,
  wholeModel,
} from '../model/index.js';
import { countBlocks, splitNetwork } from '../network/index.js';
import { createRandom } from '../random/index.js';
import { frozenRows } from './frozen-rows.js';
import type { TrainingExamples, TrainingImages } from './training-examples.js';
import type { StartNetwork } from './training-run.js';

export interface StartModelOptions {
  /** The artifact. */
  readonly directory: string;
  /** The folder of backbones; read only for a model that stands on one. */
  readonly backbones: string;
  /**
   * How many of the last blocks are trained, see `splitNetwork`. Left out: of a head on a backbone
   * none, of a net all, of a model that was trained on from another as many as then.
   */
  readonly blocks?: number | 'all' | undefined;
}

export interface StartModel {
  readonly card: ModelCard;
  /** What the artifact's card will say of it. */
  readonly origin: Pick<ModelOrigin, 'name' | 'weights' | 'blocks'>;
  /** What the artifact of the training will hold. */
  readonly network: LayersModel;
  /** What that network stands on; undefined when it takes pixels. */
  readonly backbone: BackboneReference | undefined;
  /** What is trained: shares its weights with `network`. */
  readonly start: StartNetwork;
  /** F where it takes rows of the part that is frozen; null where it takes what `network` takes. */
  readonly rowWidth: number | null;
  /**
   * Pictures as the trained part takes them. Yields how many are done.
   * @throws UmbraError see `frozenRows`
   */
  rows(images: TrainingImages, signal?: AbortSignal): AsyncGenerator<number, TrainingExamples>;
  dispose(): void;
}

/**
 * The backend must be selected before.
 * @throws UmbraError `model_corrupt`; `backbone_missing`; `model_unsupported` for blocks of a
 * backbone that has no layers or none with a gradient; `config_invalid` for more blocks than there
 * are.
 */
export async function openStartModel(options: StartModelOptions): Promise<StartModel> {
  const model = await loadModel(options.directory);
  const { card } = model;
  const blocks =
    options.blocks ?? (card.backbone === undefined ? (card.origin?.blocks ?? 'all') : 0);
  if (card.backbone !== undefined && blocks === 0) {
    const { network } = model;
    const dispose = () => void network.dispose();
    return startModel({ card, blocks, network, trained: network, frozen: null, dispose });
  }
  const whole = await wholeToTrain(model, options.backbones);
  const { network } = whole;
  const there = countBlocks(network);
  if (blocks !== 'all' && blocks > there) {
    whole.dispose();
    throw new UmbraError(
      'config_invalid',
      `The model has ${there} blocks that can be trained, not ${blocks}: give fewer, or "all".`,
    );
  }
  if (blocks === 'all') {
    return startModel({ card, blocks, trained: network, frozen: null, ...whole });
  }
  const { trained, frozen } = splitNetwork(network, blocks);
  const dispose = () => {
    // Its layers are those of the network, and count their owners.
    trained.dispose();
    whole.dispose();
  };
  return startModel({ card, blocks, network, trained, frozen, dispose });
}

interface Parts {
  readonly card: ModelCard;
  readonly blocks: number | 'all';
  readonly network: LayersModel;
  readonly trained: LayersModel;
  readonly frozen: LayersModel | null;
  readonly dispose: () => void;
}

function startModel({ card, blocks, network, trained, frozen, dispose }: Parts): StartModel {
  const { encoder } = card.config;
  if (trained.layers.some(hasNoGradient)) {
    dispose();
    throw new UmbraError(
      'model_unsupported',
      `The last blocks of ${card.name} hold normalizations without scale or offset, through ` +
        'which TensorFlow.js has no gradient: train fewer blocks, or the head alone by --blocks 0.',
    );
  }
  const weights = card.files['weights.bin']?.sha256;
  invariant(weights !== undefined, 'an artifact that was read has weights');
  return {
    card,
    origin: { name: card.name, weights, blocks },
    network,
    backbone: blocks === 0 ? card.backbone : undefined,
    start: {
      network: trained,
      // A backbone's statistics come from far more pictures than a training like this one has;
      // those of our own nets follow the pictures.
      normalization: encoder.kind === 'backbone' ? 'kept' : 'batch',
      id: `${weights} ${blocks}`,
    },
    rowWidth: frozen === null ? null : (frozen.outputs[0]?.shape[1] as number),
    rows: async function* (images, signal) {
      return frozen === null ? images : yield* frozenRows({ frozen, images, signal });
    },
    dispose,
  };
}

function hasNoGradient(layer: LayersModel['layers'][number]): boolean {
  const { scale, center } = layer.getConfig();
  return layer.getClassName() === 'BatchNormalization' && (scale === false || center === false);
}

/** The model from pixels on; takes it over. */
async function wholeToTrain(model: LoadedModel, backbones: string): Promise<WholeModel> {
  const { network, card } = model;
  if (card.config.encoder.kind === 'convolutional') {
    // Made anew, with the kernels that train it fast: a net that was loaded has plain layers.
    const fresh = createNetwork({ config: card.config, random: createRandom(card.seed) });
    fresh.setWeights(network.getWeights());
    network.dispose();
    return { network: fresh, dispose: () => void fresh.dispose() };
  }
  try {
    const whole = await wholeModel(model, backbones);
    const dispose = () => {
      whole.dispose();
      network.dispose();
    };
    return { network: whole.network, dispose };
  } catch (error) {
    network.dispose();
    throw error;
  }
}
