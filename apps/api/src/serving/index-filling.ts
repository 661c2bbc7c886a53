import type { VectorIndex } from '@umbra/core/index';
import type { SearchedSet, VectorsRepository } from './vectors.repository.js';

const chunk = 1000;

/**
 * Keeps an index equal to the vectors of the store: fills an empty one, and later brings over what
 * has changed.
 */
export class IndexFilling {
  readonly #labels = new Set<number>();
  #highest = 0;

  constructor(
    private readonly vectors: VectorsRepository,
    private readonly set: SearchedSet,
    private readonly index: VectorIndex,
  ) {}

  /**
   * Adds every vector above the highest label so far: labels count up, so these are all the new
   * ones.
   */
  async addNew(signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const rows = await this.vectors.searchedAfter(this.set, {
        after: this.#highest,
        limit: chunk,
      });
      const last = rows.at(-1);
      if (last === undefined) {
        return;
      }
      const labels = rows.map(({ label }) => label);
      await this.index.add(labels, joined(rows.map(({ vector }) => vector)));
      for (const label of labels) {
        this.#labels.add(label);
      }
      this.#highest = last.label;
    }
  }

  /** Takes out what the store does not hold any more. */
  async removeGone(): Promise<void> {
    const present = new Set(await this.vectors.labels(this.set));
    const gone = [...this.#labels].filter((label) => !present.has(label));
    if (gone.length > 0) {
      await this.index.remove(gone);
    }
    for (const label of gone) {
      this.#labels.delete(label);
    }
  }
}

/** Vectors of one length as rows. */
function joined(vectors: readonly Float32Array[]): Float32Array {
  const dimension = vectors[0]?.length ?? 0;
  const all = new Float32Array(vectors.length * dimension);
  for (const [at, vector] of vectors.entries()) {
    all.set(vector, at * dimension);
  }
  return all;
}
