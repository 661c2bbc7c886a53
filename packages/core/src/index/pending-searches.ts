import { invariant } from '../errors/index.js';
import type { Search, SearchResult } from './vector-index.js';

/** Few enough that the thread has the next ones while this one hears of the first. */
const togetherMax = 16;

/** Its query is an own copy. */
export interface CheckedSearch extends Search {
  readonly query: Float32Array<ArrayBuffer>;
}

type Send = (searches: readonly CheckedSearch[]) => Promise<readonly SearchResult[]>;

interface Waiting {
  readonly search: CheckedSearch;
  readonly resolve: (result: SearchResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Searches that come in one turn of the event loop go to the thread as one message: with many
 * requests at once the way there and back costs a fraction, with one it costs the same.
 */
export class PendingSearches {
  readonly #send: Send;
  #waiting: Waiting[] = [];

  constructor(send: Send) {
    this.#send = send;
  }

  ask(search: CheckedSearch): Promise<SearchResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ search, resolve, reject });
      if (this.#waiting.length >= togetherMax) this.flush();
      else if (this.#waiting.length === 1) setImmediate(() => this.flush());
    });
  }

  /** To be called before every other request to the index, which keeps the order of requests. */
  flush(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    this.#send(waiting.map(({ search }) => search)).then(
      (results) => {
        for (const [at, { resolve }] of waiting.entries()) {
          const result = results[at];
          invariant(result !== undefined, 'every search has an answer');
          resolve(result);
        }
      },
      (error: unknown) => {
        for (const { reject } of waiting) reject(error);
      },
    );
  }
}
