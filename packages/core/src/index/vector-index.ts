/** One answer of a search. */
export interface Neighbor {
  readonly label: number;
  /** 1 - cosine: 0 for the same direction, 1 for a right angle, 2 for the opposite one. */
  readonly distance: number;
}

export interface SearchOptions {
  /** How many neighbors at most, 1 to 10,000. */
  readonly limit: number;
  /**
   * How widely the graph is searched: more finds more and takes longer. Never less than `limit`.
   */
  readonly ef?: number;
  /** Compare with every vector instead of asking the graph. */
  readonly exact?: boolean;
  /**
   * Only these labels may be answered. Labels that the index does not hold are ignored. An array
   * that is used again is quick, since it is not sent and looked up again: it must never change.
   */
  readonly allowed?: Uint32Array;
}

export interface SearchResult {
  /**
   * Ascending distance, ties by label. Fewer than `limit` only when no more are there (or allowed).
   */
  readonly neighbors: readonly Neighbor[];
  /** True when every candidate was compared, so that no nearer one can exist. */
  readonly exact: boolean;
}

export interface IndexStats {
  /** How many vectors are held. */
  readonly size: number;
  /** Of the graph's nodes; they are gone with the next rebuild. */
  readonly deletedShare: number;
  /**
   * Whether the graph holds every vector. Until then searches are right, but slower: an `add` does
   * not wait for it.
   */
  readonly isSettled: boolean;
  /** Memory in bytes. */
  readonly bytes: {
    readonly shadows: number;
    /** Of the second stage; 0 without one. */
    readonly embeddings: number;
    readonly graph: number;
  };
}

/** One search of several. */
export interface Search {
  readonly query: Float32Array; // [d] or [d + D]
  readonly options: SearchOptions;
}

/**
 * The port to a nearest-neighbor engine over directions: vectors are normalised, lengths do not
 * matter.
 *
 * An index is a cache of vectors that the caller keeps elsewhere: it may be thrown away and built
 * again. Requests to one index take effect in the order in which they are made. Every method
 * rejects with UmbraError `unavailable` after `close` or when the engine died.
 */
export interface VectorIndex {
  /** d: numbers in a shadow. */
  readonly dimension: number;
  stats(): Promise<IndexStats>;
  /**
   * Files `vectors` `[N, d]`, or `[N, d + D]` with two stages: each a shadow and the full embedding
   * after it, under `labels` `[N]`: integers below 2^32, ascending, all above every
   * label ever added (labels are never used again, not even after `remove`). All of them or none.
   *
   * @throws UmbraError `invalid_vector`, `wrong_dimension`.
   */
  add(labels: readonly number[] | Uint32Array, vectors: Float32Array): Promise<void>;
  /** Takes labels out; labels that are not there are ignored. */
  remove(labels: readonly number[] | Uint32Array): Promise<void>;
  /**
   * A query is as long as an added vector. With two stages its shadow alone will do, and is then
   * all that the answer goes by.
   *
   * @throws UmbraError `invalid_vector`, `wrong_dimension`.
   */
  search(query: Float32Array, options: SearchOptions): Promise<SearchResult>;
  /** Several searches of one state, answered in their order: quicker than one by one. */
  searchAll(searches: readonly Search[]): Promise<readonly SearchResult[]>;
  /**
   * Writes the index to a directory of its own, atomically: a crash leaves the index saved before,
   * or none. `revision` names the state of the caller's data; `restoreIndex` wants the same one.
   */
  save(directory: string, revision: string): Promise<void>;
  /** Answers what was asked before, then stops the engine. May be called again. */
  close(): Promise<void>;
}
