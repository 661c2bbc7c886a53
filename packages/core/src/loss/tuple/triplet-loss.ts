import {
  createMiner,
  type Miner,
  type MiningConfig,
  type MiningMeasure,
  type TripletVisitor,
} from '../../mining/index.js';
import type { Random } from '../../random/index.js';
import { cosineDistance } from '../distance/cosine.js';
import { euclideanDistance } from '../distance/euclidean.js';
import type { MiningDistance } from '../distance/pair-distance.js';
import { shadowGap } from '../distance/shadow-gap.js';
import type { Loss } from '../loss.js';
import type { AnchorRow, LossSums } from './anchor-row.js';
import { type TupleOptions, tupleLoss } from './tuple-loss.js';

/** What losses over mined triplets have in common. */
export interface TripletOptions extends TupleOptions {
  readonly mining: MiningConfig;
  readonly dimension: number /* d */;
  readonly random: Random;
}

interface TripletLossOptions extends TripletOptions {
  readonly distance: MiningDistance;
  /** `soft`: log(1 + exp(d(a, p) - d(a, n))) in place of the hinge. */
  readonly margin: number | 'soft';
}

const measures: Readonly<Record<MiningMeasure, MiningDistance>> = {
  cosine: cosineDistance,
  euclidean: euclideanDistance,
  shadow: shadowGap,
};

/**
 * Mean of max(d(a, p) - d(a, n) + margin, 0) over the active of the mined triplets, those above 0;
 * with a soft margin the mean of log(1 + exp(d(a, p) - d(a, n))) over all of the mined ones, of
 * which those with a nearer negative than positive count as active.
 */
export function tripletLoss(options: TripletLossOptions): Loss {
  const { distance, margin, mining, dimension, random, blockRows } = options;
  const by = mining.kind === 'all' ? undefined : mining.by;
  const miningDistance = by === undefined ? distance : measures[by];
  const { chord } = miningDistance;
  const mine = createMiner({ config: mining, dimension, chord, random });
  const visitorOf = margin === 'soft' ? softVisitor : hingeVisitor(margin);
  return tupleLoss({
    distance,
    miningDistance: miningDistance === distance ? undefined : miningDistance,
    blockRows,
    pass: () => ({ visit: (row, sums) => mineRow(mine, row, visitorOf(row, sums)) }),
  });
}

function mineRow(mine: Miner, row: AnchorRow, visit: TripletVisitor): void {
  const { anchor, miningDistances: distances, positives, negatives, samples } = row;
  if (positives.length > 0 && negatives.length > 0) {
    mine({ distances, norm: samples.norms[anchor] as number, positives, negatives }, visit);
  }
}

type VisitorOf = (row: AnchorRow, sums: LossSums) => TripletVisitor;

/** Adds triplets to `sums`, and their derivatives, 1 and -1, to the anchor's `upstream`. */
function hingeVisitor(margin: number): VisitorOf {
  return ({ distances, upstream }, sums) =>
    (positive, negatives) => {
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
      sums.terms += active;
      sums.active += active;
      sums.compared += negatives.length;
    };
}

/** The derivatives are sigmoid(d(a, p) - d(a, n)) and its negative. */
const softVisitor: VisitorOf =
  ({ distances, upstream }, sums) =>
  (positive, negatives) => {
    let pull = 0;
    for (let at = 0; at < negatives.length; at++) {
      const negative = negatives[at] as number;
      const violation = (distances[positive] as number) - (distances[negative] as number);
      const share = 1 / (1 + Math.exp(-violation));
      // log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)), which cannot overflow.
      sums.loss += Math.max(violation, 0) + Math.log1p(Math.exp(-Math.abs(violation)));
      sums.active += violation > 0 ? 1 : 0;
      upstream[negative] = (upstream[negative] as number) - share;
      pull += share;
    }
    upstream[positive] = (upstream[positive] as number) + pull;
    sums.terms += negatives.length;
    sums.compared += negatives.length;
  };
