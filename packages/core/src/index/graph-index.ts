import { invariant } from '../errors/index.js';
import { checkLabels, checkVectors } from './check-batch.js';
import { normalize } from './check-vector.js';
import type { CoveredGraph } from './covered-graph.js';
import { scanGivenSlots, scanSlots, slotsOf } from './exact-scan.js';
import { GraphUpkeep } from './graph-upkeep.js';
import type { IndexParameters } from './index-parameters.js';
import { NearestList } from './nearest-list.js';
import type { SearchOptions, SearchResult } from './vector-index.js';
import { VectorStore } from './vector-store.js';

/**
 * Below this share of nodes that may be answered a graph search wanders past the others for longer
 * than comparing with the few takes (measured: the two cross at 5 to 10 %). A filter and deleted
 * nodes have the same effect.
 */
const answerableShareMin = 0.1;

/**
 * What the worker thread runs: a store, a graph over most of it, and for each search the choice
 * between the two.
 */
export class GraphIndex {
  readonly parameters: IndexParameters;
  readonly store: VectorStore;
  readonly #upkeep: GraphUpkeep;

  constructor(
    parameters: IndexParameters,
    restored?: { readonly store: VectorStore; readonly serving: CoveredGraph | null },
  ) {
    this.parameters = parameters;
    this.store = restored?.store ?? new VectorStore(parameters.dimension);
    this.#upkeep = new GraphUpkeep(this.store, parameters, restored?.serving ?? null);
  }

  get serving(): CoveredGraph | null {
    return this.#upkeep.serving;
  }

  /** Whether `advance` has something to do; until then searches are right, but slower. */
  get hasWork(): boolean {
    return this.#upkeep.hasWork;
  }

  advance(steps: number): void {
    this.#upkeep.advance(steps);
  }

  add(labels: readonly number[] | Uint32Array, vectors: Float32Array): void {
    const checked = checkLabels(labels);
    const { dimension } = this.parameters;
    this.store.append(checked, checkVectors(vectors, { count: checked.length, dimension }));
  }

  remove(labels: readonly number[] | Uint32Array): void {
    for (const label of checkLabels(labels)) {
      if (this.store.remove(label)) this.#upkeep.forget(label);
    }
  }

  /** Frees the native memory; nothing may be asked afterwards. */
  release(): void {
    this.#upkeep.release();
  }

  /** `query` has passed `checkVector`. */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    const unit = normalize(query);
    const slots = options.allowed === undefined ? null : slotsOf(this.store, options.allowed);
    const graph = options.exact === true ? null : this.#worthAsking(slots);
    if (graph !== null) {
      const nearest = this.#ask(graph, { unit, slots, options });
      const most = Math.min(options.limit, slots?.length ?? this.store.live);
      if (nearest.length === most) return { neighbors: nearest.sorted(), exact: false };
      // The graph lost some: an answer too short would read as "there is no more".
    }
    const into = new NearestList(options.limit);
    if (slots === null) scanSlots(this.store, { unit, from: 0, into });
    else scanGivenSlots(this.store, { unit, slots, into });
    return { neighbors: into.sorted(), exact: true };
  }

  /**
   * The graph, unless comparing with every candidate is as quick. `slots` null: all may be
   * answered.
   */
  #worthAsking(slots: Uint32Array | null): CoveredGraph | null {
    const graph = this.#upkeep.serving;
    if (graph === null || (slots?.length ?? this.store.live) <= this.parameters.exactMax) {
      return null;
    }
    const { nodes, deleted } = graph.graph;
    const answerable = slots === null ? nodes - deleted : lowerThan(slots, graph.tail);
    return answerable > 0 && answerable >= nodes * answerableShareMin ? graph : null;
  }

  /**
   * What the graph finds, and all that it does not hold yet. Distances are computed anew: exact,
   * and in one way.
   */
  #ask(
    graph: CoveredGraph,
    query: {
      readonly unit: Float32Array;
      readonly slots: Uint32Array | null;
      readonly options: SearchOptions;
    },
  ): NearestList {
    const { unit, slots, options } = query;
    const { limit, ef = this.parameters.ef } = options;
    const { store } = this;
    const into = new NearestList(limit);
    const found =
      slots === null
        ? graph.graph.search({ unit, limit, ef })
        : graph.graph.search({ unit, limit, ef, mayAnswer: this.#filter(slots) });
    for (const label of found) {
      const slot = store.slotOf(label);
      invariant(slot !== -1, `the graph answered ${label}, which the store does not hold`);
      into.offer(label, store.distance(slot, unit));
    }
    const { tail } = graph;
    if (slots === null) scanSlots(store, { unit, from: tail, into });
    else scanGivenSlots(store, { unit, slots: slots.subarray(lowerThan(slots, tail)), into });
    return into;
  }

  /** Looks labels up in a table made beforehand: nothing in it can throw. */
  #filter(slots: Uint32Array): (label: number) => boolean {
    const { store } = this;
    const isAllowed = new Uint8Array(store.slots);
    for (const slot of slots) isAllowed[slot] = 1;
    return (label) => isAllowed[store.slotOf(label)] === 1;
  }
}

/** How many of the ascending slots lie below `bound`. */
function lowerThan(slots: Uint32Array, bound: number): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((slots[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
