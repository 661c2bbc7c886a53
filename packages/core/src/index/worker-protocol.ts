import type { ErrorCode } from '../errors/index.js';
import type { IndexParameters } from './index-parameters.js';
import type { PackedResults, PackedSearches } from './packed-searches.js';
import type { IndexStats } from './vector-index.js';

/**
 * What an index may be asked by the thread's other side. It answers in the order of the questions.
 */
export type IndexRequest =
  | { readonly kind: 'open'; readonly parameters: IndexParameters }
  | {
      readonly kind: 'restore';
      readonly parameters: IndexParameters;
      readonly directory: string;
      readonly revision: string;
    }
  | { readonly kind: 'stats' }
  | { readonly kind: 'add'; readonly labels: Uint32Array; readonly vectors: Float32Array }
  | { readonly kind: 'remove'; readonly labels: Uint32Array }
  /** Keeps labels under a number, by which searches then name what they may answer. */
  | { readonly kind: 'keep'; readonly set: number; readonly labels: Uint32Array }
  | { readonly kind: 'drop'; readonly set: number }
  | { readonly kind: 'search'; readonly searches: PackedSearches }
  | { readonly kind: 'save'; readonly directory: string; readonly revision: string }
  | { readonly kind: 'close' };

export interface IndexAnswers {
  readonly open: null;
  /** Whether the saved index could be used. If not, none is open. */
  readonly restore: boolean;
  readonly stats: IndexStats;
  readonly add: null;
  readonly remove: null;
  readonly keep: null;
  readonly drop: null;
  readonly search: PackedResults;
  readonly save: null;
  readonly close: null;
}

export type IndexAnswer = IndexAnswers[keyof IndexAnswers];

/** `index` numbers the indexes of a thread; `end` makes it leave once all before is answered. */
export type ToThread =
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly index: number;
      readonly request: IndexRequest;
    }
  | { readonly kind: 'end' };

export type FromThread =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: IndexAnswer }
  | {
      readonly kind: 'error';
      readonly id: number;
      /** Null: a mistake of ours, not the world's. */
      readonly code: ErrorCode | null;
      readonly message: string;
    }
  /** Whether the thread works on a graph between requests. */
  | { readonly kind: 'upkeep'; readonly isWorking: boolean };
