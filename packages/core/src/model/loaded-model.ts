import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelCard } from './model-card.js';

/** An artifact in memory. */
export interface LoadedModel {
  /** pixels [B, H, W, C] in 0..255, or features [B, F] -> [embedding [B, D], shadow [B, d]] */
  readonly network: LayersModel;
  readonly card: ModelCard;
}
