/**
 * Varies the pictures of the next batch while the training thread computes a step. The bytes are
 * those that the training thread would have made: they depend on pictures, configuration and seed.
 */
import { availableParallelism } from 'node:os';
import type { AugmentOptions, VaryPictures } from '@umbra/core/augmentation';
import type { TrainingConfig, TrainingExamples } from '@umbra/core/training';
import { RequestThread } from '../concurrency/request-thread.js';

export interface AugmentationThread {
  readonly vary: VaryPictures;
  /** Lets the thread finish and end. */
  end(): Promise<void>;
}

/**
 * Whether a thread pays: pictures are varied, and there is a core for it. On one core it would only
 * take its time from the step.
 */
export function paysToVaryAhead(
  { kind }: TrainingExamples,
  { augmentation }: Pick<TrainingConfig, 'augmentation'>,
): boolean {
  return kind === 'pixels' && augmentation !== null && availableParallelism() > 1;
}

export function startAugmentationThread(): AugmentationThread {
  const thread = new RequestThread<AugmentOptions, Uint8Array>({
    entry: '#augmentation-worker',
    name: 'umbra-augmentation',
    task: 'varies pictures',
  });
  // The thread takes one request at a time. A training that was thrown away may have left one.
  let previous: Promise<unknown> = Promise.resolve();
  return {
    vary: (options) => {
      const { buffer } = options.pixels;
      const varied = previous.then(() => thread.ask(options, [buffer as ArrayBuffer]));
      previous = varied.catch(() => undefined);
      return varied;
    },
    end: async () => {
      await previous;
      await thread.end();
    },
  };
}
