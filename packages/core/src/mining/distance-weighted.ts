import type { Random } from '../random/index.js';
import type { Anchor, Miner } from './miner.js';

interface DistanceWeightedOptions {
  /** Columns of the embeddings, d. */
  readonly dimension: number;
  /** From a distance to the straight one on the unit sphere, 0..2; `norm` is the anchor's. */
  readonly chord: (distance: number, norm: number) => number;
  readonly random: Random;
}

/** Below it all negatives count alike: the very near ones are few, and often noise. */
const nearest = 0.5;
/** Beyond it a negative is farther than any loss would push it. */
const farthest = 1.4;

/**
 * Distance-weighted mining (Wu et al., "Sampling Matters in Deep Embedding Learning", arXiv
 * 1706.07567, section 4): for every pair (anchor, positive) one negative, drawn in inverse
 * proportion to how common its distance is on the sphere. In d dimensions nearly all points are
 * about sqrt(2) apart,
 *
 *   density(x) ~ x^(d-2) (1 - x^2 / 4)^((d-3)/2),
 *
 * so negatives drawn evenly would all be easy; so weighted, all distances come up. The bounds are
 * those of the authors' code, 0.5 and 1.4. Where every negative is beyond, all count alike.
 *
 * The draws are a function of the seed and of the anchor's distances, and of no earlier draw: a
 * training that is taken up again draws what it would have drawn.
 */
export function distanceWeightedMiner(options: DistanceWeightedOptions): Miner {
  let buffer = new Float64Array(0); // [S] of the largest batch so far
  return (anchor, visit) => {
    if (buffer.length < anchor.negatives.length) {
      buffer = new Float64Array(anchor.distances.length);
    }
    const cumulative = buffer.subarray(0, anchor.negatives.length);
    accumulateWeights(cumulative, anchor, options);
    const random = options.random.fork(fingerprint(anchor));
    const chosen = new Int32Array(1);
    for (const positive of anchor.positives) {
      const target = random.next() * (cumulative.at(-1) as number);
      chosen[0] = anchor.negatives[firstAbove(cumulative, target)] as number;
      visit(positive, chosen);
    }
  };
}

/** Writes the running sums of the negatives' weights, in the order of `negatives`. */
function accumulateWeights(
  weights: Float64Array,
  { distances, norm, negatives }: Anchor,
  { dimension, chord }: DistanceWeightedOptions,
): void {
  let largest = Number.NEGATIVE_INFINITY;
  negatives.forEach((negative, at) => {
    const straight = Math.max(chord(distances[negative] as number, norm), nearest);
    const logarithm =
      straight < farthest
        ? (2 - dimension) * Math.log(straight) -
          ((dimension - 3) / 2) * Math.log(1 - straight ** 2 / 4)
        : Number.NEGATIVE_INFINITY;
    weights[at] = logarithm;
    largest = Math.max(largest, logarithm);
  });
  let sum = 0;
  weights.forEach((logarithm, at) => {
    // The density spans hundreds of powers of ten: the largest weight is made 1.
    sum += largest === Number.NEGATIVE_INFINITY ? 1 : Math.exp(logarithm - largest);
    weights[at] = sum;
  });
}

function fingerprint({ distances, negatives, positives }: Anchor): string {
  const last = negatives.at(-1) as number;
  return [positives[0], negatives[0], last].map((sample) => distances[sample as number]).join(' ');
}

/** The first position whose running sum is above the target, by bisection. */
function firstAbove(cumulative: Float64Array, target: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] as number) > target) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
