import type { VectorIndex } from '@umbra/core/index';
import type { ServedModel } from '../models/served-model.js';
import type { Rerank } from './rerank.js';

/**
 * What answers a gallery's searches: one model and the index of its vectors. It never changes; a
 * promotion puts another one in its place. A search takes it once and keeps it to its end, so no
 * answer mixes two models.
 */
export interface ServingState {
  readonly model: ServedModel;
  readonly index: VectorIndex;
  readonly rerank: Rerank;
  /** Goes up by one with every promotion. */
  readonly version: number;
}

/** Counts who uses a state, and closes the index of a retired one after the last has gone. */
export class ServingLease {
  #users = 0;
  #isRetired = false;

  constructor(readonly state: ServingState) {}

  async use<T>(work: (state: ServingState) => Promise<T>): Promise<T> {
    this.#users += 1;
    try {
      return await work(this.state);
    } finally {
      this.#users -= 1;
      await this.#closeWhenUnused();
    }
  }

  async retire(): Promise<void> {
    this.#isRetired = true;
    await this.#closeWhenUnused();
  }

  async #closeWhenUnused(): Promise<void> {
    if (this.#isRetired && this.#users === 0) {
      await this.state.index.close();
    }
  }
}
