import type * as layers from '@tensorflow/tfjs-layers';
import type { PrefixMetrics, RetrievalMetrics } from '../evaluation/index.js';
import type { ModelOrigin } from './model-origin.js';
import type { TrainingConfig } from './training-config.js';

/** What a training leaves behind in memory. `dispose` frees the weights. */
export interface TrainedModel {
  /** pixels [B, H, W, C] in 0..255, or features [B, F] -> [embedding [B, D], shadow [B, d]] */
  readonly network: layers.LayersModel;
  readonly config: TrainingConfig;
  readonly classes: readonly string[];
  readonly metrics: RetrievalMetrics;
  /** Of `baseline-pixels` on the same pictures; of bare features where only these were known. */
  readonly baseline: RetrievalMetrics;
  /** Of every prefix of a nested shadow, on the same pictures. */
  readonly prefixes?: readonly PrefixMetrics[];
  /** Of a model that was trained on from another. */
  readonly origin?: ModelOrigin;
  dispose(): void;
}
