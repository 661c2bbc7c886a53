/**
 * The losses over triplets once more, for the tests: written down from their definitions in
 * float64, triplet by triplet, with the vectors themselves and no Gram matrix. Slow and plain, and
 * sharing no code with the losses.
 */
import type { MiningConfig } from '../../mining/index.js';
import type { ShadowLossConfig, TripletLossConfig } from '../loss-config.js';
import {
  type Batch,
  cosine,
  dot,
  mean,
  norm,
  sides,
  subtracted,
  unit,
  type Vector,
} from './vectors.js';

export type TripletConfig = ShadowLossConfig | TripletLossConfig;

interface Triplet {
  readonly anchor: number;
  readonly positive: number;
  readonly negative: number;
  readonly loss: number;
  readonly active: boolean;
}

type Distance = (a: Vector, x: Vector) => number;

/** | |a| - pi_a(x) |, pi_a(x) = a.x / |a| */
const gap: Distance = (a, x) => Math.abs(norm(a) - dot(a, x) / norm(a));

const distances = {
  euclidean: (a, x) => norm(subtracted(a, x)),
  'squared-euclidean': (a, x) => norm(subtracted(a, x)) ** 2,
  cosine: (a, x) => 1 - cosine(a, x),
  shadow: gap,
  'unit shadow': (a, x) => gap(unit(a), unit(x)),
} satisfies Record<string, Distance>;

function distanceOf(config: TripletConfig): Distance {
  if (config.kind === 'shadow') {
    return distances[config.normalize ? 'unit shadow' : 'shadow'];
  }
  return distances[config.distance];
}

export function naiveTriplets(
  { embeddings, labels }: Batch,
  config: TripletConfig,
  mining: MiningConfig,
): Triplet[] {
  const own = distanceOf(config);
  const mined = mining.kind === 'all' || mining.by === undefined ? own : distances[mining.by];
  return labels.flatMap((_, anchor) => {
    const from = (distance: Distance) => (sample: number) =>
      distance(embeddings[anchor] as Vector, embeddings[sample] as Vector);
    const pairs = chosenPairs(mining, from(mined), sides(labels, anchor));
    return pairs.map(([positive, negative]): Triplet => {
      const violation = from(own)(positive) - from(own)(negative);
      const loss =
        config.margin === 'soft'
          ? Math.log(1 + Math.exp(violation))
          : Math.max(violation + config.margin, 0);
      const active = config.margin === 'soft' ? violation > 0 : loss > 0;
      return { anchor, positive, negative, loss, active };
    });
  });
}

function chosenPairs(
  mining: MiningConfig,
  to: (sample: number) => number,
  { positives, negatives }: { positives: number[]; negatives: number[] },
): [positive: number, negative: number][] {
  const near = (one: number, other: number): number => to(one) - to(other);
  const ascending = negatives.toSorted(near);
  const [nearest] = ascending;
  const farthest = positives.toSorted(near).at(-1);
  if (nearest === undefined || farthest === undefined) {
    return [];
  }
  switch (mining.kind) {
    case 'all':
      return positives.flatMap((p) => negatives.map((n): [number, number] => [p, n]));
    case 'semi-hard':
      return positives.map((p) => {
        return [p, ascending.find((n) => to(n) > to(p)) ?? (ascending.at(-1) as number)];
      });
    case 'hard':
      return [[farthest, nearest]];
    default:
      throw new Error(`negatives of ${mining.kind} are drawn`);
  }
}

/** Mean over the active triplets; with a soft margin over all. */
export function naiveTripletLoss(
  batch: Batch,
  config: TripletConfig,
  mining: MiningConfig,
): number {
  const triplets = naiveTriplets(batch, config, mining);
  const counted = config.margin === 'soft' ? triplets : triplets.filter(({ active }) => active);
  return mean(counted.map(({ loss }) => loss));
}
