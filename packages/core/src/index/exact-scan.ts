import type { NearestList } from './nearest-list.js';
import type { UnitQuery } from './unit-query.js';
import type { VectorStore } from './vector-store.js';

/** Offers every living vector from slot `from` on. */
export function scanSlots(
  store: VectorStore,
  query: { readonly target: UnitQuery; readonly from: number; readonly into: NearestList },
): void {
  for (let slot = query.from; slot < store.slots; slot++) {
    if (store.isAlive(slot)) {
      query.into.offer(store.labelAt(slot), store.distance(slot, query.target));
    }
  }
}

/** Offers the vectors of the given living slots. */
export function scanGivenSlots(
  store: VectorStore,
  query: { readonly target: UnitQuery; readonly slots: Uint32Array; readonly into: NearestList },
): void {
  for (const slot of query.slots) {
    query.into.offer(store.labelAt(slot), store.distance(slot, query.target));
  }
}

/** The living slots of the given labels, ascending, each once. */
export function slotsOf(store: VectorStore, labels: Uint32Array): Uint32Array {
  const slots = new Uint32Array(labels.length);
  let count = 0;
  let previous = -1;
  for (const label of labels.slice().sort()) {
    const slot = store.slotOf(label);
    if (slot === -1 || slot === previous) continue;
    slots[count++] = slot;
    previous = slot;
  }
  return slots.subarray(0, count);
}
