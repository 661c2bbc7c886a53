import { invariant } from '../errors/index.js';
import type { SearchOptions } from './vector-index.js';

export interface IndexOptions {
  /** Numbers in a vector, 1 to 4,096. */
  readonly dimension: number;
  /** Links of a node in the graph (default 16). */
  readonly m?: number;
  /** How widely the graph is searched for a new node's links (default 200). */
  readonly efConstruction?: number;
  /** How widely the graph is searched for a query that does not say (default 64). */
  readonly ef?: number;
  /**
   * Up to this many vectors no graph is built: comparing with all of them is as fast, and exact
   * (default 2,000).
   */
  readonly exactMax?: number;
  /** Seed of the levels of the graph's nodes (default 1). */
  readonly seed?: number;
  /**
   * For search in two stages: the graph finds by the shadow, and more than is asked for; the best
   * of these by the full embedding are answered. Left out: one stage.
   */
  readonly rerank?: RerankOptions | null;
}

export interface RerankOptions {
  /** Numbers in a full embedding, 1 to 4,096. */
  readonly dimension: number;
  /** In what its numbers are kept: `int8` takes a quarter of the memory. */
  readonly precision: 'int8' | 'float32';
}

export type IndexParameters = Readonly<Required<IndexOptions>>;

/**
 * The native library checks none of its numbers: `m` of 0 ends the process, a huge capacity takes
 * all memory. So each has bounds, far beyond what helps a search.
 */
export const indexLimits = {
  dimensionMax: 4096,
  mMin: 2,
  mMax: 64,
  efMax: 10_000,
  limitMax: 10_000,
  sizeMax: 20_000_000,
} as const;

/** Fills the defaults in and holds every number to its bounds. */
export function indexParameters(options: IndexOptions): IndexParameters {
  const { dimension, m = 16, efConstruction = 200, ef = 64, exactMax = 2000, seed = 1 } = options;
  const { rerank = null } = options;
  requireInteger('dimension', dimension, 1, indexLimits.dimensionMax);
  requireInteger('m', m, indexLimits.mMin, indexLimits.mMax);
  requireInteger('efConstruction', efConstruction, 1, indexLimits.efMax);
  requireInteger('ef', ef, 1, indexLimits.efMax);
  requireInteger('exactMax', exactMax, 0, indexLimits.sizeMax);
  requireInteger('seed', seed, 0, 2 ** 32 - 1);
  if (rerank !== null) {
    requireInteger('rerank.dimension', rerank.dimension, 1, indexLimits.dimensionMax);
  }
  return { dimension, m, efConstruction, ef, exactMax, seed, rerank };
}

export function checkSearchOptions({ limit, ef }: SearchOptions): void {
  requireInteger('limit', limit, 1, indexLimits.limitMax);
  if (ef !== undefined) requireInteger('ef', ef, 1, indexLimits.efMax);
}

function requireInteger(name: string, value: number, low: number, high: number): void {
  invariant(
    Number.isInteger(value) && value >= low && value <= high,
    `${name} is ${value}: an integer from ${low} to ${high} is needed`,
  );
}
