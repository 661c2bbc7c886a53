import { setImmediate as nextTurn } from 'node:timers/promises';
import { invariant } from '../errors/index.js';
import type { EmbeddedImages } from './embedder.js';
import { toUnitLength } from './unit-length.js';

/** What a network makes of a batch; the shadows have any length. */
export type ComputeBatch = (
  rows: Uint8Array | Float32Array,
  size: number,
) => Promise<{ readonly embedding: Float32Array; readonly shadow: Float32Array }>;

export interface EmbedInBatchesOptions {
  /** Pixels [N, H, W, C] in 0..255, or features [N, F]. */
  readonly rows: Uint8Array | Float32Array;
  readonly count: number;
  readonly batchSize: number;
  /** D */
  readonly embeddingDimension: number;
  /** d */
  readonly shadowDimension: number;
  readonly compute: ComputeBatch;
  /** Ends the work between two batches; its reason is then thrown. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs a network batch by batch; between two of them the event loop gets its turn. */
export async function embedInBatches(options: EmbedInBatchesOptions): Promise<EmbeddedImages> {
  const { rows, count, batchSize, embeddingDimension, shadowDimension, compute, signal } = options;
  const rowLength = rows.length / count;
  invariant(count === 0 || Number.isInteger(rowLength), 'rows are as many as they are said to be');
  const embeddings = new Float32Array(count * embeddingDimension);
  const shadows = new Float32Array(count * shadowDimension);
  for (let first = 0; first < count; first += batchSize) {
    signal?.throwIfAborted();
    const size = Math.min(batchSize, count - first);
    const batch = rows.subarray(first * rowLength, (first + size) * rowLength);
    const { embedding, shadow } = await compute(batch, size);
    embeddings.set(embedding, first * embeddingDimension);
    shadows.set(shadow, first * shadowDimension);
    await nextTurn();
  }
  toUnitLength(shadows, shadowDimension);
  return { embeddings, shadows };
}
