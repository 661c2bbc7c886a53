import type { IndexLink } from './thread-pool.js';

/** Beyond so many, the one that was not used for the longest time is forgotten. */
const setsMax = 32;

/**
 * The sets of labels that an index's thread holds for its searches: a filter that is used again is
 * a number on the way, not a hundred thousand labels. Known by the array's identity.
 */
export class KeptSets {
  readonly #link: IndexLink;
  readonly #numbers = new Map<Uint32Array, number>();
  #next = 0;

  constructor(link: IndexLink) {
    this.#link = link;
  }

  /** Requests take effect in their order, so a search may name the set at once. */
  numberOf(labels: Uint32Array): number {
    const known = this.#numbers.get(labels);
    const set = known ?? this.#keep(labels);
    this.#numbers.delete(labels);
    this.#numbers.set(labels, set); // now the last in the map's order: the most recently used
    return set;
  }

  /** To be called when the searches that name sets were sent. */
  makeRoom(): void {
    for (const [labels, set] of this.#numbers) {
      if (this.#numbers.size <= setsMax) return;
      this.#numbers.delete(labels);
      this.#tell(this.#link.ask({ kind: 'drop', set }));
    }
  }

  #keep(labels: Uint32Array): number {
    const set = this.#next++;
    const copy = labels.slice();
    this.#tell(this.#link.ask({ kind: 'keep', set, labels: copy }, [copy.buffer]));
    return set;
  }

  /** A thread that has died says so to the search itself. */
  #tell(answer: Promise<null>): void {
    answer.catch(() => undefined);
  }
}
