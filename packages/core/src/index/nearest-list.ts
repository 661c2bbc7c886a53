import type { Neighbor } from './vector-index.js';

/**
 * The nearest few of many candidates: a heap with the farthest on top, so that a candidate that is
 * too far costs one comparison. Of equal distances the lower label counts as nearer, so the answer
 * does not depend on the order.
 */
export class NearestList {
  readonly #limit: number;
  readonly #heap: Neighbor[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#heap.length;
  }

  offer(label: number, distance: number): void {
    const heap = this.#heap;
    if (heap.length < this.#limit) {
      heap.push({ label, distance });
      this.#rise(heap.length - 1);
      return;
    }
    const farthest = heap[0];
    if (farthest === undefined || distance > farthest.distance) return;
    const candidate = { label, distance };
    if (isFarther(candidate, farthest)) return;
    heap[0] = candidate;
    this.#sink();
  }

  /** Ascending distance, ties by label. */
  sorted(): Neighbor[] {
    return [...this.#heap].sort((a, b) => a.distance - b.distance || a.label - b.label);
  }

  #rise(start: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfFarther(at, parent)) return;
      at = parent;
    }
  }

  #sink(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const leftOne = this.#heap[left];
      if (leftOne === undefined) return;
      const rightOne = this.#heap[right];
      const child = rightOne !== undefined && isFarther(rightOne, leftOne) ? right : left;
      if (!this.#swapIfFarther(child, at)) return;
      at = child;
    }
  }

  #swapIfFarther(lower: number, upper: number): boolean {
    const below = this.#heap[lower];
    const above = this.#heap[upper];
    if (below === undefined || above === undefined || !isFarther(below, above)) return false;
    this.#heap[lower] = above;
    this.#heap[upper] = below;
    return true;
  }
}

function isFarther(one: Neighbor, other: Neighbor): boolean {
  return (
    one.distance > other.distance || (one.distance === other.distance && one.label > other.label)
  );
}
