/**
 * Searches and their answers as two arrays of numbers each. On the way between threads every object
 * and every buffer is taken apart and put together again: for ten neighbors that takes longer than
 * it takes the graph to find them.
 */
import type { Neighbor, SearchOptions, SearchResult } from './vector-index.js';

export interface ThreadSearch {
  readonly query: Float32Array;
  readonly options: Omit<SearchOptions, 'allowed'>;
  /** The number of a kept set. */
  readonly allowed: number | null;
}

export interface PackedSearches {
  /** One behind the other. */
  readonly queries: Float32Array;
  /** Of each search: length of the query, limit, ef (0: the index's), exact, set (-1: none). */
  readonly settings: Int32Array; // [S, 5]
}

export interface PackedResults {
  /** Of each search: its neighbors' number, and whether it was exact. */
  readonly outcomes: Uint32Array; // [S, 2]
  readonly labels: Uint32Array;
  readonly distances: Float64Array;
}

const settingsEach = 5;

export function packSearches(searches: readonly ThreadSearch[]): PackedSearches {
  const numbers = searches.reduce((sum, { query }) => sum + query.length, 0);
  const queries = new Float32Array(numbers);
  const settings = new Int32Array(settingsEach * searches.length);
  let at = 0;
  for (const [number, { query, options, allowed }] of searches.entries()) {
    queries.set(query, at);
    at += query.length;
    const { limit, ef = 0, exact = false } = options;
    settings.set([query.length, limit, ef, exact ? 1 : 0, allowed ?? -1], settingsEach * number);
  }
  return { queries, settings };
}

export function unpackSearches({ queries, settings }: PackedSearches): ThreadSearch[] {
  const searches: ThreadSearch[] = [];
  let start = 0;
  for (let at = 0; at < settings.length; at += settingsEach) {
    const [width = 0, limit = 0, ef = 0, exact, set = -1] = settings.subarray(
      at,
      at + settingsEach,
    );
    const options = { limit, exact: exact === 1, ...(ef === 0 ? {} : { ef }) };
    const query = queries.subarray(start, start + width);
    searches.push({ query, options, allowed: set === -1 ? null : set });
    start += width;
  }
  return searches;
}

export function packResults(results: readonly SearchResult[]): PackedResults {
  const total = results.reduce((sum, { neighbors }) => sum + neighbors.length, 0);
  const outcomes = new Uint32Array(2 * results.length);
  const labels = new Uint32Array(total);
  const distances = new Float64Array(total);
  let at = 0;
  for (const [number, { neighbors, exact }] of results.entries()) {
    outcomes[2 * number] = neighbors.length;
    outcomes[2 * number + 1] = exact ? 1 : 0;
    for (const { label, distance } of neighbors) {
      labels[at] = label;
      distances[at] = distance;
      at += 1;
    }
  }
  return { outcomes, labels, distances };
}

export function unpackResults({ outcomes, labels, distances }: PackedResults): SearchResult[] {
  const results: SearchResult[] = [];
  let at = 0;
  for (let number = 0; number < outcomes.length; number += 2) {
    const neighbors: Neighbor[] = [];
    for (const end = at + (outcomes[number] ?? 0); at < end; at++) {
      neighbors.push({ label: labels[at] ?? -1, distance: distances[at] ?? Number.NaN });
    }
    results.push({ neighbors, exact: outcomes[number + 1] === 1 });
  }
  return results;
}
