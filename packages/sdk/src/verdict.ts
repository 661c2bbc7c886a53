import type { SearchHit, SearchResult } from './types.js';

/**
 * What a search says as a whole: `match` of its best hit, and `noMatch` where nothing was found.
 */
export function verdictOf({ hits }: Pick<SearchResult, 'hits'>): SearchHit['match'] {
  return hits[0]?.match ?? 'noMatch';
}
