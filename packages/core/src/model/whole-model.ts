import type { LayersModel } from '@tensorflow/tfjs-layers';
import { layersBackbone, readBackbone } from '../backbone/index.js';
import { UmbraError } from '../errors/index.js';
import type { LoadedModel } from './loaded-model.js';
import { wholeNetwork } from './whole-network.js';

/** A model as one network of layers. */
export interface WholeModel {
  /** pixels [B, H, W, C] in 0..255 -> [embedding [B, D], shadow [B, d]] */
  readonly network: LayersModel;
  dispose(): void;
}

/**
 * Puts a model and the backbone that it stands on, if any, together. Shares the weights of `model`,
 * which is still its owner's to dispose.
 * @throws UmbraError `backbone_missing`; `model_corrupt`; `model_unsupported` for a backbone that
 * has no layers.
 */
export async function wholeModel(
  { network: head, card }: LoadedModel,
  backbones: string,
): Promise<WholeModel> {
  if (card.backbone === undefined) {
    return { network: head, dispose: () => {} };
  }
  const { scaling, pooling, name } = card.backbone;
  const { files } = await readBackbone(backbones, card.backbone);
  const backbone = await layersBackbone(files, card.backbone);
  if (backbone === null) {
    throw new UmbraError(
      'model_unsupported',
      `The model stands on ${name}, which has no TensorFlow.js layers: only a backbone of layers ` +
        'can be put together with what was trained on it.',
    );
  }
  const use = { scaling, pooling };
  const network = wholeNetwork({ head, backbone: backbone.network, use, input: card.input });
  return {
    network,
    dispose: () => {
      network.dispose();
      backbone.dispose();
    },
  };
}
