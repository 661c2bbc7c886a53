import { invariant } from '../errors/index.js';
import type { TrainedModel, TrainingConfig } from '../model/index.js';
import type { TrainingEvent } from './training-event.js';
import type { TrainingImages } from './training-images.js';

export interface TrainOptions {
  readonly images: TrainingImages;
  readonly config: TrainingConfig;
  readonly signal?: AbortSignal;
}

/** Trains a model. */
export async function* train(_options: TrainOptions): AsyncGenerator<TrainingEvent, TrainedModel> {
  yield* [];
  invariant(false, 'the loop stands');
}
