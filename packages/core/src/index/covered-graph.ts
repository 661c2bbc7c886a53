import { HnswGraph } from './hnsw-graph.js';
import type { IndexParameters } from './index-parameters.js';
import type { VectorStore } from './vector-store.js';

/** Above this share of deleted nodes a search wades through too many of them. */
const deletedShareMax = 0.3;

/**
 * A graph that follows a store: it holds every living vector up to `covered`, the highest label it
 * has come to. What lies above waits its turn, so that adding is quick and linking, which takes a
 * fraction of a millisecond a vector, is done bit by bit.
 */
export class CoveredGraph {
  readonly graph: HnswGraph;
  readonly #store: VectorStore;
  #covered: number;

  constructor(store: VectorStore, graph: HnswGraph, covered: number) {
    this.#store = store;
    this.graph = graph;
    this.#covered = covered;
  }

  static empty(store: VectorStore, parameters: IndexParameters): CoveredGraph {
    return new CoveredGraph(store, HnswGraph.create(parameters), -1);
  }

  get covered(): number {
    return this.#covered;
  }

  /** Whether every vector of the store is linked. */
  get isComplete(): boolean {
    return this.#covered >= this.#store.highestLabel;
  }

  get isWorn(): boolean {
    return this.graph.deleted > this.graph.nodes * deletedShareMax;
  }

  /** The first slot whose vector is not in the graph. */
  get tail(): number {
    return this.#store.firstSlotAbove(this.#covered);
  }

  /** Links at most `steps` more vectors. */
  advance(steps: number): void {
    const store = this.#store;
    let slot = this.tail;
    for (let step = 0; step < steps && slot < store.slots; step++, slot++) {
      const label = store.labelAt(slot);
      if (store.isAlive(slot)) this.graph.insert(label, store.shadowAt(slot));
      this.#covered = label;
    }
    // Labels above the last slot are all removed and moved out.
    if (slot >= store.slots) this.#covered = store.highestLabel;
  }

  /** To be told of every label that leaves the store. */
  forget(label: number): void {
    if (label <= this.#covered) this.graph.delete(label);
  }
}
