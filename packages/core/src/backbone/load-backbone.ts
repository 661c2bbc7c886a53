import type { InputSize } from '../image/index.js';
import type { BackboneReference } from './backbone-card.js';
import { type Backbone, openBackbone } from './open-backbone.js';
import { readBackbone } from './stored-backbones.js';

export interface LoadBackboneOptions {
  /** Where backbones are stored. */
  readonly directory: string;
  readonly reference: BackboneReference;
  /** How pictures enter it. */
  readonly input: InputSize;
}

/**
 * The backbone that a model refers to, used as the model says. The backend must be selected before.
 * @throws UmbraError `backbone_missing`, `model_corrupt`; see also {@link openBackbone}.
 */
export async function loadBackbone(options: LoadBackboneOptions): Promise<Backbone> {
  const { directory, reference, input } = options;
  const { files } = await readBackbone(directory, reference);
  return openBackbone({ files, use: reference, size: input });
}
