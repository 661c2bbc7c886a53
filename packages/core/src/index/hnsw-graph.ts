import hnswlib, { type HierarchicalNSW } from 'hnswlib-node';
import { invariant } from '../errors/index.js';
import type { IndexParameters } from './index-parameters.js';
import { indexLimits } from './index-parameters.js';

const capacityFirst = 1024;
const capacityGrowth = 1.5;

/**
 * hnswlib, behind a rail. The native object checks nothing: a wrong element, a number out of bounds
 * or an exception in a filter ends the process. So it is touched here only, with plain arrays of
 * checked finite numbers, labels never used twice, and it is never loaded twice. It knows vectors
 * as nodes; removing one leaves a node that is skipped.
 *
 * Vectors have length 1, so the inner-product space is the cosine.
 */
export class HnswGraph {
  readonly #parameters: IndexParameters;
  readonly #native: HierarchicalNSW;
  #capacity: number;
  #nodes = 0;
  #deleted = 0;
  #released = false;

  private constructor(parameters: IndexParameters, native: HierarchicalNSW, capacity: number) {
    this.#parameters = parameters;
    this.#native = native;
    this.#capacity = capacity;
  }

  static create(parameters: IndexParameters): HnswGraph {
    const native = new hnswlib.HierarchicalNSW('ip', parameters.dimension);
    native.initIndex({
      maxElements: capacityFirst,
      m: parameters.m,
      efConstruction: parameters.efConstruction,
      randomSeed: parameters.seed,
      allowReplaceDeleted: false,
    });
    return new HnswGraph(parameters, native, capacityFirst);
  }

  /**
   * Reads a file whose hash was just verified: a damaged one can load and crash later, in a search.
   */
  static load(
    parameters: IndexParameters,
    file: { readonly path: string; readonly nodes: number; readonly deleted: number },
  ): HnswGraph {
    const native = new hnswlib.HierarchicalNSW('ip', parameters.dimension);
    native.readIndexSync(file.path);
    invariant(native.getCurrentCount() === file.nodes, 'the graph has another number of nodes');
    const graph = new HnswGraph(parameters, native, native.getMaxElements());
    graph.#nodes = file.nodes;
    graph.#deleted = file.deleted;
    return graph;
  }

  /** Nodes, deleted ones included. */
  get nodes(): number {
    return this.#nodes;
  }

  get deleted(): number {
    return this.#deleted;
  }

  /**
   * Memory that the library has reserved: for each place the vector, the links of the lowest level
   * (twice `m`, and their number), the label, and a pointer to the links of the upper levels; these
   * are `m` and their number for one node in `m - 1`.
   */
  get bytes(): number {
    const { dimension, m } = this.#parameters;
    const place = 4 * dimension + 4 * (2 * m + 1) + 8 + 8;
    const upperLevels = (4 * (m + 1)) / (m - 1);
    return this.#capacity * place + Math.round(this.#nodes * upperLevels);
  }

  /** Links a unit vector under a label that was never in this graph. */
  insert(label: number, unit: Float32Array): void {
    this.#checkUse(unit);
    if (this.#nodes === this.#capacity) {
      const wanted = Math.ceil(this.#capacity * capacityGrowth);
      this.#capacity = Math.min(indexLimits.sizeMax, wanted);
      invariant(this.#nodes < this.#capacity, 'the graph is full');
      this.#native.resizeIndex(this.#capacity);
    }
    this.#native.addPoint(Array.from(unit), label);
    this.#nodes += 1;
  }

  /** The label must be a node's that is not deleted yet. */
  delete(label: number): void {
    invariant(!this.#released, 'the graph was released');
    this.#native.markDelete(label);
    this.#deleted += 1;
  }

  /**
   * Labels near the query, nearest first, some missing at times: the graph is searched, not
   * compared through. `mayAnswer` is called from native code, where an exception ends the process:
   * it must not throw.
   */
  search(query: {
    readonly unit: Float32Array;
    readonly limit: number;
    readonly ef: number;
    readonly mayAnswer?: (label: number) => boolean;
  }): number[] {
    this.#checkUse(query.unit);
    const limit = Math.min(query.limit, this.#nodes);
    if (limit === 0) return [];
    this.#native.setEf(Math.min(indexLimits.efMax, Math.max(query.ef, limit)));
    return this.#native.searchKnn(Array.from(query.unit), limit, query.mayAnswer).neighbors;
  }

  /** Reports no error, not even a full disk: the caller must check the file. */
  write(path: string): void {
    invariant(!this.#released, 'the graph was released');
    this.#native.writeIndexSync(path);
  }

  /**
   * Frees the native memory now. The garbage collector does not see its size and would let it lie
   * for long.
   */
  release(): void {
    this.#released = true;
    this.#native.initIndex({ maxElements: 1, m: indexLimits.mMin });
  }

  #checkUse(unit: Float32Array): void {
    invariant(!this.#released, 'the graph was released');
    invariant(unit.length === this.#parameters.dimension, `a vector of ${unit.length} numbers`);
    invariant(
      unit.every((value) => Number.isFinite(value)),
      'a vector with an element that is not finite',
    );
  }
}
