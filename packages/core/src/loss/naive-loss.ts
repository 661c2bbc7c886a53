/**
 * The losses once more, for the tests: written down from their definitions in float64, triplet by
 * triplet, with the vectors themselves and no Gram matrix. Slow and plain, and sharing no code with
 * the losses.
 */
import type { MiningConfig } from '../mining/index.js';
import type { LossConfig } from './loss-config.js';

export type Vector = readonly number[];

export interface Batch {
  readonly embeddings: readonly Vector[] /* [S][D] */;
  readonly labels: readonly number[] /* [S] */;
}

export interface Triplet {
  readonly anchor: number;
  readonly positive: number;
  readonly negative: number;
  /** Loss of the triplet; above 0 where it is active. */
  readonly hinge: number;
}

export const dot = (a: Vector, b: Vector): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
export const norm = (a: Vector): number => Math.sqrt(dot(a, a));
export const scaled = (a: Vector, factor: number): Vector => a.map((value) => value * factor);
export const added = (a: Vector, b: Vector): Vector =>
  a.map((value, at) => value + (b[at] as number));

const unit = (a: Vector): Vector => scaled(a, 1 / norm(a));
const subtracted = (a: Vector, b: Vector): Vector => added(a, scaled(b, -1));

/** | |a| - pi_a(x) |, pi_a(x) = a.x / |a| */
const gap = (a: Vector, x: Vector): number => Math.abs(norm(a) - dot(a, x) / norm(a));

function distanceOf(config: LossConfig): (a: Vector, x: Vector) => number {
  if (config.kind === 'shadow') {
    return config.normalize ? (a, x) => gap(unit(a), unit(x)) : gap;
  }
  const distances = {
    euclidean: (a: Vector, x: Vector) => norm(subtracted(a, x)),
    'squared-euclidean': (a: Vector, x: Vector) => norm(subtracted(a, x)) ** 2,
    cosine: (a: Vector, x: Vector) => 1 - dot(unit(a), unit(x)),
  };
  return distances[config.distance];
}

export function naiveTriplets(
  { embeddings, labels }: Batch,
  config: LossConfig,
  mining: MiningConfig,
): Triplet[] {
  const distance = distanceOf(config);
  const samples = labels.map((_, sample) => sample);
  return samples.flatMap((anchor) => {
    const distances = embeddings.map((vector) => distance(embeddings[anchor] as Vector, vector));
    const to = (sample: number): number => distances[sample] as number;
    const negatives = samples.filter((sample) => labels[sample] !== labels[anchor]);
    const positives = samples.filter(
      (sample) => sample !== anchor && labels[sample] === labels[anchor],
    );
    const chosen = (positive: number): readonly number[] => {
      if (mining.kind === 'all') {
        return negatives;
      }
      const ascending = [...negatives].sort((one, other) => to(one) - to(other));
      const farther = ascending.find((negative) => to(negative) > to(positive));
      return [farther ?? ascending.at(-1)].filter((negative) => negative !== undefined);
    };
    return positives.flatMap((positive) =>
      chosen(positive).map((negative) => ({
        anchor,
        positive,
        negative,
        hinge: Math.max(to(positive) - to(negative) + config.margin, 0),
      })),
    );
  });
}

/** Mean over the active triplets. */
export function naiveLoss(batch: Batch, config: LossConfig, mining: MiningConfig): number {
  const active = naiveTriplets(batch, config, mining).filter(({ hinge }) => hinge > 0);
  return active.reduce((sum, { hinge }) => sum + hinge, 0) / Math.max(active.length, 1);
}

/**
 * Central differences of the naive loss: exact to about 1e-9 in float64, where no triplet changes
 * sides.
 */
export function naiveGradient(batch: Batch, config: LossConfig, mining: MiningConfig): number[][] {
  const step = 1e-6;
  return batch.embeddings.map((vector, sample) =>
    vector.map((_, at) => {
      const lossAt = (shift: number): number => {
        const moved = vector.map((value, index) => (index === at ? value + shift : value));
        return naiveLoss(
          { ...batch, embeddings: batch.embeddings.with(sample, moved) },
          config,
          mining,
        );
      };
      return (lossAt(step) - lossAt(-step)) / (2 * step);
    }),
  );
}
