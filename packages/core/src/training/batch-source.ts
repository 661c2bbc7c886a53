/**
 * The batches of a training, step after step. Where somebody else varies pictures (a thread; this
 * package starts none for it), the batch of the next step is asked for while this one computes.
 * What a batch holds depends on the seed and its step alone, so it is the same either way.
 */
import type { VaryPictures } from '../augmentation/index.js';
import { type BatchOptions, type ExampleBatch, exampleBatch } from './example-batch.js';

export interface BatchSource {
  /** Steps are taken in their order. */
  take(step: number): Promise<ExampleBatch>;
}

interface BatchSourceOptions {
  /** What the batch of a step is made of; called once a step, in their order. */
  readonly describe: (step: number) => BatchOptions;
  readonly vary: VaryPictures | undefined;
  /** A validation changes what the sampler draws: nothing is asked for across an epoch's end. */
  readonly stepsPerEpoch: number;
}

export function batchSource({ describe, vary, stepsPerEpoch }: BatchSourceOptions): BatchSource {
  let ahead: Promise<ExampleBatch> | null = null;
  return {
    take: async (step) => {
      const batch = await (ahead ?? exampleBatch(describe(step), vary));
      ahead = null;
      if (vary !== undefined && (step + 1) % stepsPerEpoch > 0) {
        ahead = exampleBatch(describe(step + 1), vary);
        // Its failure is told when it is taken; a training that ends before takes it no more.
        ahead.catch(() => undefined);
      }
      return batch;
    },
  };
}
