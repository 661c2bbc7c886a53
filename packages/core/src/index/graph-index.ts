import { invariant } from '../errors/index.js';
import { type AllowedSlots, AllowedSlotsCache } from './allowed-slots.js';
import { checkLabels } from './check-batch.js';
import type { CoveredGraph } from './covered-graph.js';
import { scanGivenSlots, scanSlots } from './exact-scan.js';
import { GraphUpkeep } from './graph-upkeep.js';
import { type IndexParameters, indexLimits } from './index-parameters.js';
import { NearestList } from './nearest-list.js';
import { type UnitQuery, unitQuery, unitVectors } from './unit-query.js';
import type { IndexStats, SearchOptions, SearchResult } from './vector-index.js';
import { VectorStore } from './vector-store.js';

/**
 * Below this share of nodes that may be answered a graph search wanders past the others for longer
 * than comparing with the few takes (measured: the two cross at 5 to 10 %). A filter and deleted
 * nodes have the same effect.
 */
const answerableShareMin = 0.1;

/**
 * Up to so many neighbors it is quicker to ask for more, and to leave out what is not allowed, than
 * to have the graph call back for every node that it passes.
 */
const widenedMax = 500;

/**
 * With two stages the graph finds so many times what is asked for, and at least so many, to be
 * ranked by their full embeddings (docs/decisions/0014).
 */
const candidatesFactor = 4;
const candidatesMin = 100;

/**
 * What the worker thread runs: a store, a graph over most of it, and for each search the choice
 * between the two.
 */
export class GraphIndex {
  readonly parameters: IndexParameters;
  readonly store: VectorStore;
  readonly #upkeep: GraphUpkeep;
  readonly #allowed: AllowedSlotsCache;

  constructor(
    parameters: IndexParameters,
    restored?: { readonly store: VectorStore; readonly serving: CoveredGraph | null },
  ) {
    this.parameters = parameters;
    this.store = restored?.store ?? new VectorStore(parameters);
    this.#allowed = new AllowedSlotsCache(this.store);
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
    this.store.append(checked, unitVectors(vectors, checked.length, this.parameters));
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

  stats(): IndexStats {
    const { live, bytes } = this.store;
    const graph = this.serving?.graph;
    return {
      size: live,
      deletedShare: graph === undefined || graph.nodes === 0 ? 0 : graph.deleted / graph.nodes,
      isSettled: !this.hasWork,
      bytes: { ...bytes, graph: graph?.bytes ?? 0 },
    };
  }

  /** `query` has passed `checkQuery`. */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    const target = unitQuery(query, this.parameters);
    const allowed = options.allowed === undefined ? null : this.#allowed.of(options.allowed);
    const graph = options.exact === true ? null : this.#worthAsking(allowed, options.limit);
    if (graph !== null) {
      const most = Math.min(options.limit, allowed?.slots.length ?? this.store.live);
      const nearest = this.#ask(graph, { target, allowed, options, most });
      if (nearest.length === most) return { neighbors: nearest.sorted(), exact: false };
      // The graph lost some: an answer too short would read as "there is no more".
    }
    const into = new NearestList(options.limit);
    if (allowed === null) scanSlots(this.store, { target, from: 0, into });
    else scanGivenSlots(this.store, { target, slots: allowed.slots, into });
    return { neighbors: into.sorted(), exact: true };
  }

  /**
   * The graph, unless comparing with every candidate is as quick. `allowed` null: all may be
   * answered.
   */
  #worthAsking(allowed: AllowedSlots | null, limit: number): CoveredGraph | null {
    const graph = this.#upkeep.serving;
    if (graph === null || (allowed?.slots.length ?? this.store.live) <= this.parameters.exactMax) {
      return null;
    }
    const share = answerableShare(graph, allowed);
    const canWiden = allowed !== null && widened(limit, share) <= widenedMax;
    return canWiden || share >= answerableShareMin ? graph : null;
  }

  /**
   * What the graph finds, and all that it does not hold yet. Distances are computed anew: exact,
   * and in one way.
   */
  #ask(graph: CoveredGraph, query: GraphQuery): NearestList {
    const { target, allowed, options } = query;
    const { store } = this;
    const into = new NearestList(options.limit);
    for (const label of this.#labelsNear(graph, query)) {
      const slot = store.slotOf(label);
      invariant(slot !== -1, `the graph answered ${label}, which the store does not hold`);
      into.offer(label, store.distance(slot, target));
    }
    const { tail } = graph;
    if (allowed === null) scanSlots(store, { target, from: tail, into });
    else {
      const { slots } = allowed;
      scanGivenSlots(store, { target, slots: slots.subarray(lowerThan(slots, tail)), into });
    }
    return into;
  }

  #labelsNear({ graph, tail }: CoveredGraph, query: GraphQuery): number[] {
    const { target, allowed, options, most } = query;
    const { shadow: unit, embedding } = target;
    const { ef = this.parameters.ef } = options;
    const limit = embedding === null ? options.limit : candidates(options.limit);
    if (allowed === null) return graph.search({ unit, limit, ef });
    const mayAnswer = (label: number): boolean => allowed.table[this.store.slotOf(label)] === 1;
    const inGraph = lowerThan(allowed.slots, tail);
    const wide = widened(limit, inGraph / graph.nodes);
    if (wide <= widenedMax) {
      const found = graph.search({ unit, limit: wide, ef: Math.max(ef, wide) }).filter(mayAnswer);
      if (found.length >= Math.min(most, inGraph)) return found;
    }
    // Those near the query are not allowed: only the graph itself can look past them.
    return graph.search({ unit, limit, ef, mayAnswer });
  }
}

interface GraphQuery {
  readonly target: UnitQuery;
  /** Null: all may be answered. */
  readonly allowed: AllowedSlots | null;
  readonly options: SearchOptions;
  /** How many neighbors there are to be found. */
  readonly most: number;
}

/** How many the first stage finds for the second. */
function candidates(limit: number): number {
  return Math.min(indexLimits.limitMax, Math.max(candidatesMin, candidatesFactor * limit));
}

/** The share of the graph's nodes that may be answered. */
function answerableShare({ graph, tail }: CoveredGraph, allowed: AllowedSlots | null): number {
  const answerable =
    allowed === null ? graph.nodes - graph.deleted : lowerThan(allowed.slots, tail);
  return answerable / graph.nodes;
}

/**
 * How many of all neighbors to ask for, so that nearly always `limit` of them are allowed when
 * those are spread evenly: the mean of a binomial distribution and three deviations more.
 */
function widened(limit: number, share: number): number {
  return Math.ceil((limit + 3 * Math.sqrt(limit)) / share);
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
