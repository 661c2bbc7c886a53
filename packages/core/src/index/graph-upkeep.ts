import { CoveredGraph } from './covered-graph.js';
import type { IndexParameters } from './index-parameters.js';
import type { VectorStore } from './vector-store.js';

/**
 * Keeps a graph fit for a store that changes. One graph serves; when it is worn a fresh one is
 * built beside it, and takes over when it has come to the end: searches never wait for a rebuild.
 * Small stores have no graph.
 */
export class GraphUpkeep {
  readonly #store: VectorStore;
  readonly #parameters: IndexParameters;
  #serving: CoveredGraph | null;
  #next: CoveredGraph | null = null;

  constructor(store: VectorStore, parameters: IndexParameters, serving: CoveredGraph | null) {
    this.#store = store;
    this.#parameters = parameters;
    this.#serving = serving;
  }

  /** What searches may ask; null: compare with all. */
  get serving(): CoveredGraph | null {
    return this.#serving;
  }

  get hasWork(): boolean {
    if (this.#next !== null) return true;
    if (this.#serving === null) return this.#wantsGraph;
    return this.#serving.isWorn || !this.#serving.isComplete;
  }

  get #wantsGraph(): boolean {
    return this.#store.live > this.#parameters.exactMax;
  }

  /** Does a bounded piece of the work: links at most `steps` vectors. */
  advance(steps: number): void {
    if (this.#serving === null) {
      if (this.#wantsGraph) this.#serving = CoveredGraph.empty(this.#store, this.#parameters);
    } else if (this.#next === null && this.#serving.isWorn) {
      this.#replaceWorn(this.#serving);
    }
    const growing = this.#next ?? this.#serving;
    growing?.advance(steps);
    if (this.#next?.isComplete) this.#takeOver(this.#next);
  }

  /** To be told of every label that leaves the store. */
  forget(label: number): void {
    this.#serving?.forget(label);
    this.#next?.forget(label);
  }

  /** Frees the graphs' memory; nothing may be asked afterwards. */
  release(): void {
    this.#serving?.graph.release();
    this.#next?.graph.release();
    this.#serving = null;
    this.#next = null;
  }

  #replaceWorn(worn: CoveredGraph): void {
    if (this.#wantsGraph) {
      this.#next = CoveredGraph.empty(this.#store, this.#parameters);
    } else {
      worn.graph.release();
      this.#serving = null;
    }
  }

  #takeOver(next: CoveredGraph): void {
    this.#serving?.graph.release();
    this.#serving = next;
    this.#next = null;
  }
}
