import type { EmbeddingMetrics } from '../metrics/embedding-metrics.js';
import type { EmbeddedBatch, ModelSource } from './embedding-protocol.js';

/** As many as the networks take at once. */
const batchMax = 32;

export interface EmbedsBatches {
  embed(model: ModelSource, pixels: Uint8Array, count: number): Promise<EmbeddedBatch>;
}

interface Waiting {
  readonly model: ModelSource;
  readonly pixels: Uint8Array; // [H, W, C]
  readonly resolve: (vectors: EmbeddedBatch) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Pictures that arrive together go through the network together, which takes little longer than one
 * of them. Nobody waits for company: while the thread is idle a batch holds what came in one turn
 * of the event loop, and while it computes, the next one gathers. Who has waited the longest
 * decides whose model is next, so none is passed over.
 */
export class EmbeddingQueue {
  #waiting: Waiting[] = [];
  #isBusy = false;

  constructor(
    private readonly thread: EmbedsBatches,
    private readonly metrics: Pick<EmbeddingMetrics, 'countBatch'>,
  ) {}

  /** `pixels` uint8 `[H, W, C]`, as `decodeImage` answers for the model's input. */
  embed(model: ModelSource, pixels: Uint8Array): Promise<EmbeddedBatch> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ model, pixels, resolve, reject });
      if (!this.#isBusy) {
        this.#isBusy = true;
        setImmediate(() => void this.#work());
      }
    });
  }

  async #work(): Promise<void> {
    for (let batch = this.#next(); batch.length > 0; batch = this.#next()) {
      await this.#compute(batch);
    }
    this.#isBusy = false;
  }

  #next(): Waiting[] {
    const model = this.#waiting[0]?.model.id;
    const batch = this.#waiting.filter((one) => one.model.id === model).slice(0, batchMax);
    const taken = new Set(batch);
    this.#waiting = this.#waiting.filter((one) => !taken.has(one));
    return batch;
  }

  async #compute(batch: readonly Waiting[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) {
      return;
    }
    const count = batch.length;
    const { length } = first.pixels;
    const pixels = new Uint8Array(count * length); // [N, H, W, C]
    for (const [at, one] of batch.entries()) {
      pixels.set(one.pixels, at * length);
    }
    try {
      const vectors = await this.thread.embed(first.model, pixels, count);
      this.metrics.countBatch(count);
      for (const [at, one] of batch.entries()) {
        one.resolve(rowOfBatch(vectors, { at, count }));
      }
    } catch (error) {
      for (const one of batch) {
        one.reject(error);
      }
    }
  }
}

/** One picture's vectors, as its own copy: who keeps it does not keep the others. */
function rowOfBatch(
  { embeddings, shadows }: EmbeddedBatch,
  { at, count }: { readonly at: number; readonly count: number },
): EmbeddedBatch {
  const embeddingLength = embeddings.length / count;
  const shadowLength = shadows.length / count;
  return {
    embeddings: embeddings.slice(at * embeddingLength, (at + 1) * embeddingLength),
    shadows: shadows.slice(at * shadowLength, (at + 1) * shadowLength),
  };
}
