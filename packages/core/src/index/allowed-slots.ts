import { slotsOf } from './exact-scan.js';
import type { VectorStore } from './vector-store.js';

/** What a search may answer, as a store's slots: ascending for a scan, and as a table. */
export interface AllowedSlots {
  readonly slots: Uint32Array;
  /** 1 for every slot that may be answered. */
  readonly table: Uint8Array;
}

/** Looks sets of labels up in a store, each once as long as the store does not change. */
export class AllowedSlotsCache {
  readonly #store: VectorStore;
  #known = new WeakMap<Uint32Array, AllowedSlots>();
  #changes = -1;

  constructor(store: VectorStore) {
    this.#store = store;
  }

  of(labels: Uint32Array): AllowedSlots {
    if (this.#changes !== this.#store.changes) {
      this.#known = new WeakMap();
      this.#changes = this.#store.changes;
    }
    const known = this.#known.get(labels) ?? this.#lookUp(labels);
    this.#known.set(labels, known);
    return known;
  }

  #lookUp(labels: Uint32Array): AllowedSlots {
    const slots = slotsOf(this.#store, labels);
    const table = new Uint8Array(this.#store.slots);
    for (const slot of slots) table[slot] = 1;
    return { slots, table };
  }
}
