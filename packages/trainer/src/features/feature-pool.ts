import { availableParallelism } from 'node:os';
import { RequestThread } from '../concurrency/request-thread.js';
import type { FeatureRequest, FeatureThreadData } from './feature-protocol.js';

type FeatureThread = RequestThread<FeatureRequest, Float32Array /* [count, F] */>;

/** Pictures of one request: few enough that a cancellation is soon heard. */
const batchSize = 16;

/** TensorFlow itself uses all cores: a second thread would only take them from the first. */
function threadsMax({ backend }: FeatureThreadData): number {
  return backend === 'tensorflow' ? 1 : availableParallelism();
}

export interface FeatureBatch {
  readonly first: number;
  readonly count: number;
  readonly features: Float32Array; // [count, F]
}

/** As many threads as cores, of which each sends its pictures through the same backbone. */
export class FeaturePool {
  readonly #threads: FeatureThread[] = [];

  constructor(private readonly data: FeatureThreadData) {}

  /**
   * The features of the pictures, a batch at a time and in any order.
   * @throws UmbraError of the backbone; the signal's reason
   */
  async *compute(
    pictures: readonly Uint8Array[], // each [H, W, C]
    signal?: AbortSignal,
  ): AsyncGenerator<FeatureBatch> {
    const running = new Map<number, Promise<FeatureBatch>>();
    let next = 0;
    try {
      while (next < pictures.length || running.size > 0) {
        signal?.throwIfAborted();
        while (next < pictures.length && running.size < threadsMax(this.data)) {
          const first = next;
          next = Math.min(pictures.length, first + batchSize);
          running.set(first, this.#ask(first, pictures.slice(first, next)));
        }
        const done = await Promise.race(running.values());
        running.delete(done.first);
        yield done;
      }
    } finally {
      // Reached early by a failure, a cancellation or a consumer that leaves.
      await Promise.allSettled(running.values());
    }
  }

  /** Lets the threads finish and end. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.end()));
  }

  async #ask(first: number, pictures: readonly Uint8Array[]): Promise<FeatureBatch> {
    const length = pictures.reduce((sum, picture) => sum + picture.length, 0);
    const pixels = new Uint8Array(length);
    let at = 0;
    for (const picture of pictures) {
      pixels.set(picture, at);
      at += picture.length;
    }
    const count = pictures.length;
    const features = await this.#freeThread().ask({ pixels, count }, [pixels.buffer]);
    return { first, count, features };
  }

  #freeThread(): FeatureThread {
    const free = this.#threads.find(({ isFree }) => isFree);
    if (free !== undefined) {
      return free;
    }
    const thread: FeatureThread = new RequestThread({
      entry: '#feature-worker',
      name: 'umbra-features',
      task: 'computes features',
      workerData: this.data,
    });
    this.#threads.push(thread);
    return thread;
  }
}
