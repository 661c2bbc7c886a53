import type { ErrorCode } from '../errors/index.js';
import type { SearchOptions, SearchResult } from './vector-index.js';

/** What the thread that owns an index may be asked. It answers in the order of the questions. */
export type IndexRequest =
  | { readonly kind: 'restore'; readonly directory: string; readonly revision: string }
  | { readonly kind: 'size' }
  | { readonly kind: 'add'; readonly labels: Uint32Array; readonly vectors: Float32Array }
  | { readonly kind: 'remove'; readonly labels: Uint32Array }
  | { readonly kind: 'search'; readonly query: Float32Array; readonly options: SearchOptions }
  | { readonly kind: 'save'; readonly directory: string; readonly revision: string };

export interface IndexAnswers {
  /** Whether the saved index could be used. */
  readonly restore: boolean;
  readonly size: number;
  readonly add: null;
  readonly remove: null;
  readonly search: SearchResult;
  readonly save: null;
}

export type IndexAnswer = IndexAnswers[keyof IndexAnswers];

export type ToWorker =
  | { readonly kind: 'request'; readonly id: number; readonly request: IndexRequest }
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: IndexAnswer }
  | {
      readonly kind: 'error';
      readonly id: number;
      /** Null: a mistake of ours, not the world's. */
      readonly code: ErrorCode | null;
      readonly message: string;
    }
  /** Whether the thread works on its graph between requests. */
  | { readonly kind: 'upkeep'; readonly isWorking: boolean };
