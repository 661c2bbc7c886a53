/** Triplets of batches with four pictures of each class, side by side. */
import { createRandom } from '@umbra/core/random';

export const perClass = 4;

/** Positions in the batch: one triplet at a place of the three lists. [T] */
export interface Triplets {
  readonly anchors: Int32Array;
  readonly positives: Int32Array;
  readonly negatives: Int32Array;
}

/** What triplets a batch of S samples gives. */
export interface TripletMining {
  count(samples: number): number;
  triplets(samples: number): Triplets;
}

/** Every pair (anchor, positive) with one negative, drawn. */
export const oneNegativeEach: TripletMining = {
  count: (samples) => (perClass - 1) * samples,
  triplets: (samples) => {
    const random = createRandom(1);
    const others = samples - perClass;
    return listed(samples, (first) => [(first + perClass + random.below(others)) % samples]);
  },
};

/** Every pair (anchor, positive) with every negative. */
export const allNegativesEach: TripletMining = {
  count: (samples) => (perClass - 1) * samples * (samples - perClass),
  triplets: (samples) =>
    listed(samples, (first) =>
      Array.from({ length: samples - perClass }, (_, at) => (first + perClass + at) % samples),
    ),
};

function listed(samples: number, negativesOf: (first: number) => readonly number[]): Triplets {
  const anchors: number[] = [];
  const positives: number[] = [];
  const negatives: number[] = [];
  for (let anchor = 0; anchor < samples; anchor++) {
    const first = anchor - (anchor % perClass);
    for (let positive = first; positive < first + perClass; positive++) {
      if (positive !== anchor) {
        for (const negative of negativesOf(first)) {
          anchors.push(anchor);
          positives.push(positive);
          negatives.push(negative);
        }
      }
    }
  }
  return {
    anchors: Int32Array.from(anchors),
    positives: Int32Array.from(positives),
    negatives: Int32Array.from(negatives),
  };
}
