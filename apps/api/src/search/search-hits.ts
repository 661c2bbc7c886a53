import type { MatchThresholds } from '@umbra/core/calibration';
import type { Neighbor } from '@umbra/core/index';
import type { FoundItem } from '../items/found-items.repository.js';
import type { SearchHit, SearchRequest } from './search.schema.js';
import { matchOfScore } from './search-thresholds.js';

/** What decides which neighbors are shown, and as what. */
export interface Judged {
  readonly request: SearchRequest;
  /** Examples are not found themselves. */
  readonly hidden: ReadonlySet<string>;
  /** Null: nothing is known of what a match is. */
  readonly thresholds: MatchThresholds | null;
}

/** Neighbors whose items are gone are left out. */
export function hitsOf(
  { request, hidden, thresholds }: Judged,
  neighbors: readonly Neighbor[],
  found: ReadonlyMap<number, FoundItem>,
): SearchHit[] {
  const { limit, within = 2, minScore = 0 } = request;
  return neighbors
    .flatMap(({ label, distance }) => {
      const row = found.get(label);
      return row === undefined || hidden.has(row.id) ? [] : [toHit(row, distance, thresholds)];
    })
    .filter(({ distance, score }) => distance <= within && score >= minScore)
    .slice(0, limit);
}

function toHit(row: FoundItem, distance: number, thresholds: MatchThresholds | null): SearchHit {
  const score = 1 - distance / 2;
  return {
    item: row.id,
    externalId: row.external_id,
    label: row.label,
    metadata: JSON.parse(row.metadata) as SearchHit['metadata'],
    score,
    distance,
    match: matchOfScore(score, thresholds),
  };
}
