import type { LayersModel } from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';
import type { BackboneUse } from './backbone-card.js';
import type { ModelFiles } from './image-network.js';
import { readTfjsModelFile } from './tfjs-model-file.js';
import { tfjsNetwork } from './tfjs-network.js';

export interface LayersBackbone {
  /** scaled pixels [B, H, W, C] -> the output that is taken */
  readonly network: LayersModel;
  dispose(): void;
}

/**
 * The network of a backbone, layer by layer; null for one that has no layers (a graph or an ONNX
 * model).
 * @throws UmbraError `model_unsupported`
 */
export async function layersBackbone(
  files: ModelFiles,
  { output }: Pick<BackboneUse, 'output'>,
): Promise<LayersBackbone | null> {
  const [bytes] = files.values();
  invariant(bytes !== undefined, 'the model file comes first');
  const model = readTfjsModelFile(bytes);
  if (model?.format !== 'tfjs-layers') {
    return null;
  }
  const { layers, dispose } = await tfjsNetwork({ model, files, output });
  invariant(layers !== null, 'a layers model has layers');
  return { network: layers, dispose };
}
