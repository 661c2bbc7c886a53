import type { Miner, TripletVisitor } from '../mining/index.js';
import type { GramGradient, PairDistance } from './distance/pair-distance.js';
import type { GramMatrix } from './gram-matrix.js';

export interface TripletHinge {
  readonly distance: PairDistance;
  readonly margin: number;
  readonly mine: Miner;
}

/** Sums over a batch: not yet divided by the number of active triplets. */
export interface HingeSums {
  loss: number;
  active: number;
  mined: number;
  /** d loss / d G, not symmetrized. */
  readonly gradient: GramGradient;
}

/**
 * Sum of max(d(a, p) - d(a, n) + margin, 0) over the mined triplets of a batch, and its gradient by
 * the Gram matrix.
 *
 * Anchor after anchor: each has one row of distances, one row of gradient, and its triplets are
 * visited, never stored. So the buffers are O(S) a row beside G and its gradient (S x S): neither
 * the gathered triplets of the usual implementation (T x D) nor a cube of all triplets (S x S x S).
 */
export function sumTripletHinge(
  { distance, margin, mine }: TripletHinge,
  gram: GramMatrix,
  labels: ArrayLike<number> /* [S] */,
): HingeSums {
  const { size } = gram;
  const distances = new Float64Array(size); // [S] from the anchor at hand
  const upstream = new Float64Array(size); // [S] d loss / d distances
  const gradient = { products: new Float32Array(size * size), diagonal: new Float64Array(size) };
  const sums: HingeSums = { loss: 0, active: 0, mined: 0, gradient };
  const visit = hingeVisitor({ distances, upstream, margin }, sums);
  const split = labelSplitter(labels);

  for (let anchor = 0; anchor < size; anchor++) {
    const { positives, negatives } = split(anchor);
    if (positives.length === 0 || negatives.length === 0) {
      continue;
    }
    const activeBefore = sums.active;
    distance.measure(gram, anchor, distances);
    mine({ distances, positives, negatives }, visit);
    if (sums.active > activeBefore) {
      distance.differentiate({ gram, anchor, distances, upstream }, gradient);
      upstream.fill(0);
    }
  }
  return sums;
}

interface AnchorRow {
  readonly distances: Float64Array /* [S] */;
  readonly upstream: Float64Array /* [S] */;
  readonly margin: number;
}

/**
 * Adds the triplets that it visits to `sums`, and their derivatives, 1 and -1, to the anchor's
 * `upstream`.
 */
function hingeVisitor({ distances, upstream, margin }: AnchorRow, sums: HingeSums): TripletVisitor {
  return (positive, negatives) => {
    const bound = (distances[positive] as number) + margin;
    let loss = 0;
    let active = 0;
    for (let at = 0; at < negatives.length; at++) {
      const negative = negatives[at] as number;
      const hinge = bound - (distances[negative] as number);
      if (hinge > 0) {
        loss += hinge;
        active++;
        upstream[negative] = (upstream[negative] as number) - 1;
      }
    }
    upstream[positive] = (upstream[positive] as number) + active;
    sums.loss += loss;
    sums.active += active;
    sums.mined += negatives.length;
  };
}

/** Positives and negatives of an anchor, in two arrays that the next call overwrites. */
function labelSplitter(
  labels: ArrayLike<number>,
): (anchor: number) => { positives: Int32Array; negatives: Int32Array } {
  const same = new Int32Array(labels.length);
  const other = new Int32Array(labels.length);
  return (anchor) => {
    let sameCount = 0;
    let otherCount = 0;
    for (let sample = 0; sample < labels.length; sample++) {
      if (labels[sample] !== labels[anchor]) {
        other[otherCount++] = sample;
      } else if (sample !== anchor) {
        same[sameCount++] = sample;
      }
    }
    return { positives: same.subarray(0, sameCount), negatives: other.subarray(0, otherCount) };
  };
}
