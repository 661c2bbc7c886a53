/**
 * The scores of all genuine pairs (same class) and impostor pairs (different classes), counted in
 * bins: 100,000 pictures are 10,000,000,000 ordered pairs, whose scores nobody can keep. A score
 * is (1 + cosine) / 2, as the API answers it. Counts above a bin's edge are exact, so the rates at
 * a threshold are too; only thresholds are known to 1/65,536.
 */
import { classRows } from './class-rows.js';
import type { UnitTask } from './labelled-vectors.js';
import type { SimilarityBlock } from './similarity-blocks.js';

export const scoreBins = 65_536;

/** Pairs whose score lies between bin / scoreBins and the next: [scoreBins]. */
export interface PairHistogram {
  readonly genuine: Float64Array;
  readonly impostor: Float64Array;
}

interface PairCounter {
  take(block: SimilarityBlock): void;
  /** Without the pairs of a query with itself; a pair of two queries counts once. */
  histogram(): PairHistogram;
}

export function pairCounter({ gallery, queries, leaveOneOut }: UnitTask): PairCounter {
  const galleryCount = gallery.labels.length;
  const members = classRows(gallery.labels);
  const genuine = new Float64Array(scoreBins);
  const all = new Float64Array(scoreBins);
  // A block holds less than 2^32 pairs, and counting in 32 bits is faster.
  const counts = new Uint32Array(scoreBins);
  const take = ({ first, count, similarities }: SimilarityBlock): void => {
    for (let at = 0; at < count; at++) {
      const query = first + at;
      // Leave-one-out meets every pair from both sides: only the rows behind the query count.
      const from = leaveOneOut ? query + 1 : 0;
      const row = similarities.subarray(at * galleryCount, (at + 1) * galleryCount);
      countScores(counts, row.subarray(from));
      for (const index of members.of(queries.labels[query] as number)) {
        if (index >= from) {
          const bin = scoreBin(row[index] as number);
          genuine[bin] = (genuine[bin] as number) + 1;
        }
      }
    }
    for (let bin = 0; bin < scoreBins; bin++) {
      all[bin] = (all[bin] as number) + (counts[bin] as number);
    }
    counts.fill(0);
  };
  return {
    take,
    histogram: () => ({
      genuine,
      impostor: all.map((count, bin) => count - (genuine[bin] as number)),
    }),
  };
}

function countScores(counts: Uint32Array, similarities: Float32Array): void {
  for (let at = 0; at < similarities.length; at++) {
    const bin = scoreBin(similarities[at] as number);
    counts[bin] = (counts[bin] as number) + 1;
  }
}

/** Rounding may push a cosine a little out of -1..1. */
function scoreBin(similarity: number): number {
  const bin = ((1 + similarity) * (scoreBins / 2)) | 0;
  return bin < 0 ? 0 : bin >= scoreBins ? scoreBins - 1 : bin;
}
