import { Injectable } from '@nestjs/common';
import type { Search, SearchResult } from '@umbra/core/index';
import { SearchMetrics } from '../metrics/search-metrics.js';
import { ServingService } from './serving.service.js';

/** An exact search holds the index's thread up: a gallery's are repeated no oftener than this. */
const pauseMs = 1000;
/** As many as tell a recall of 0.99 from one of 0.95; older ones are forgotten. */
const repeatedMax = 200;

interface Repeated {
  /** Of the serving state: another one starts anew. */
  readonly version: number;
  readonly shares: number[];
  last: number;
}

/** What is known of the searches that a gallery answered lately. */
export interface Recall {
  /** The share of the nearest items that the graph found. */
  readonly value: number;
  readonly searches: number;
}

/**
 * How much the graphs find, measured while they serve: a trickle of the searches that a graph
 * answered is repeated exactly, in the background, after the answer has gone out.
 */
@Injectable()
export class LiveRecall {
  readonly #galleries = new Map<string, Repeated>();

  constructor(
    private readonly serving: ServingService,
    private readonly metrics: SearchMetrics,
  ) {}

  of(gallery: string): Recall | null {
    const { shares = [] } = this.#galleries.get(gallery) ?? {};
    return shares.length === 0 ? null : { value: mean(shares), searches: shares.length };
  }

  /** To be told of every answered search; repeats it when it is time. */
  consider(
    gallery: string,
    answered: { readonly version: number; readonly search: Search; readonly result: SearchResult },
  ): void {
    if (answered.result.exact) {
      return;
    }
    const known = this.#galleries.get(gallery);
    const repeated =
      known?.version === answered.version
        ? known
        : { version: answered.version, shares: [], last: Number.NEGATIVE_INFINITY };
    this.#galleries.set(gallery, repeated);
    if (performance.now() - repeated.last >= pauseMs) {
      repeated.last = performance.now();
      // Should the index be gone meanwhile, there is nothing to measure.
      this.#repeat(gallery, repeated, answered).catch(() => undefined);
    }
  }

  forget(gallery: string): void {
    this.#galleries.delete(gallery);
    this.metrics.setRecall(gallery, null);
  }

  async #repeat(
    gallery: string,
    { version, shares }: Repeated,
    { search, result }: { readonly search: Search; readonly result: SearchResult },
  ): Promise<void> {
    const exact = await this.serving.seat(gallery).use(async (state) => {
      const { query, options } = search;
      return state.version === version
        ? state.index.search(query, { ...options, exact: true })
        : null;
    });
    if (exact === null || exact.neighbors.length === 0) {
      return;
    }
    const found = new Set(result.neighbors.map(({ label }) => label));
    const nearest = exact.neighbors;
    shares.push(nearest.filter(({ label }) => found.has(label)).length / nearest.length);
    shares.splice(0, shares.length - repeatedMax);
    this.metrics.setRecall(gallery, mean(shares));
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
