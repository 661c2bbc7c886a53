import type { AnchorRow, LossSums } from './anchor-row.js';

/**
 * For losses that are never quite 0: an anchor counts as active while one of its negatives is
 * nearer than one of its positives.
 */
export function countRanking({ distances, positives, negatives }: AnchorRow, sums: LossSums): void {
  let farthest = Number.NEGATIVE_INFINITY;
  for (const positive of positives) {
    farthest = Math.max(farthest, distances[positive] as number);
  }
  sums.compared += 1;
  for (let at = 0; at < negatives.length; at++) {
    if ((distances[negatives[at] as number] as number) < farthest) {
      sums.active += 1;
      return;
    }
  }
}
