import type { Miner } from '../mining/index.js';
import type { GramGradient, PairDistance } from './distance/pair-distance.js';
import type { GramMatrix } from './gram-matrix.js';

export interface TripletHinge {
  readonly distance: PairDistance;
  readonly margin: number;
  readonly mine: Miner;
}

/** Sums over a batch: not yet divided by the number of active triplets. */
export interface HingeSums {
  readonly loss: number;
  readonly active: number;
  readonly mined: number;
  /** d loss / d G, not symmetrized. */
  readonly gradient: GramGradient;
}

/**
 * Sum of max(d(a, p) - d(a, n) + margin, 0) over the mined triplets of a batch, and its gradient by the Gram matrix.
 *
 * Anchor after anchor: each has one row of distances, one row of gradient, and its triplets are visited, never
 * stored. So the buffers are O(S) a row beside G and its gradient (S x S): neither the gathered triplets of the
 * usual implementation (T x D) nor a cube of all triplets (S x S x S).
 */
export function sumTripletHinge(
  { distance, margin, mine }: TripletHinge,
  gram: GramMatrix,
  labels: ArrayLike<number> /* [S] */,
): HingeSums {
  const { size } = gram;
  const distances = new Float64Array(size); // [S] from the anchor at hand
  const upstream = new Float64Array(size); // [S] d loss / d distances
  const sameLabel = new Int32Array(size);
  const otherLabel = new Int32Array(size);
  const gradient = { products: new Float32Array(size * size), diagonal: new Float64Array(size) };
  let loss = 0;
  let active = 0;
  let mined = 0;

  const visit = (positive: number, negative: number): void => {
    mined++;
    const hinge = (distances[positive] as number) - (distances[negative] as number) + margin;
    if (hinge > 0) {
      active++;
      loss += hinge;
      upstream[positive] = (upstream[positive] as number) + 1;
      upstream[negative] = (upstream[negative] as number) - 1;
    }
  };

  for (let anchor = 0; anchor < size; anchor++) {
    let positives = 0;
    let negatives = 0;
    for (let other = 0; other < size; other++) {
      if (labels[other] !== labels[anchor]) {
        otherLabel[negatives++] = other;
      } else if (other !== anchor) {
        sameLabel[positives++] = other;
      }
    }
    if (positives === 0 || negatives === 0) {
      continue;
    }
    const activeBefore = active;
    distance.measure(gram, anchor, distances);
    mine(
      {
        distances,
        positives: sameLabel.subarray(0, positives),
        negatives: otherLabel.subarray(0, negatives),
      },
      visit,
    );
    if (active > activeBefore) {
      distance.differentiate({ gram, anchor, distances, upstream }, gradient);
      upstream.fill(0);
    }
  }
  return { loss, active, mined, gradient };
}
