/**
 * A share with confidence bounds, measured in trials that come in clusters: pictures of one class
 * succeed or fail together, so a thousand of them do not tell as much as a thousand strangers.
 *
 * After Korn and Graubard ("Confidence intervals for proportions with small expected number of
 * positive counts estimated from survey data", Survey Methodology 24, 1998): the variance between
 * clusters says how many independent trials would be as uncertain, and the exact bounds of Clopper
 * and Pearson (1934) are taken for that many. A rate of 0 or 1 shows no variance; there, as they
 * advise, the trials count as they are, less what few clusters cost.
 *
 * A false accept has two classes, the one that asks and the one that answers, and where two classes
 * look alike each is taken for the other. So a trial may belong to two clusters, and trials that
 * share any of them count as dependent (Aronow, Samii and Assenova, "Cluster-robust variance
 * estimation for dyadic data", Political Analysis 23, 2015).
 */
import { z } from 'zod';
import { invariant } from '../errors/index.js';
import { betaQuantile, studentQuantile } from './incomplete-beta.js';

/** Outcomes of one trial each, and the clusters (classes) that it belongs to. */
export interface ClusteredTrials {
  readonly succeeded: Uint8Array; // [T], 1 or 0
  readonly clusters: Int32Array; // [T]
  /** The other cluster of each trial, where trials have two: [T]. */
  readonly partners?: Int32Array;
}

export interface RateEstimate {
  /** 0..1 */
  readonly rate: number;
  /** Confidence bounds. */
  readonly low: number;
  readonly high: number;
  /** As many independent trials would be as certain. */
  readonly effectiveTrials: number;
}

const share = z.number().min(0).max(1);

export const rateEstimateSchema: z.ZodType<RateEstimate> = z.strictObject({
  rate: share,
  low: share,
  high: share,
  effectiveTrials: z.number().min(0),
});

/** `confidence` is two-sided: 0.95 leaves 2.5 % below and 2.5 % above. */
export function clusteredRate(trials: ClusteredTrials, confidence: number): RateEstimate {
  const count = trials.succeeded.length;
  invariant(count > 0 && trials.clusters.length === count, 'a rate needs trials, all in clusters');
  const rate = trials.succeeded.reduce((sum, value) => sum + value, 0) / count;
  const effectiveTrials = independentTrials(trials, { rate, confidence });
  return { rate, ...exactBounds(rate, effectiveTrials, confidence), effectiveTrials };
}

/** Clopper's and Pearson's bounds; `trials` need not be whole. */
export function exactBounds(
  rate: number,
  trials: number,
  confidence: number,
): { readonly low: number; readonly high: number } {
  const successes = rate * trials;
  const failures = trials - successes;
  const tail = (1 - confidence) / 2;
  return {
    low: successes > 0 ? betaQuantile(tail, successes, failures + 1) : 0,
    high: failures > 0 ? betaQuantile(1 - tail, successes + 1, failures) : 1,
  };
}

function independentTrials(
  trials: ClusteredTrials,
  { rate, confidence }: { readonly rate: number; readonly confidence: number },
): number {
  const count = trials.succeeded.length;
  const clusters = new Set(trials.clusters).size;
  if (clusters < 2 || count < 3) {
    return Math.min(clusters, count);
  }
  const variance = (clusters / (clusters - 1)) * (dependentSquares(trials, rate) / count ** 2);
  const raw = variance > 0 ? Math.min(count, (rate * (1 - rate)) / variance) : count;
  const fewClusters =
    studentQuantile(confidence, count - 1) / studentQuantile(confidence, clusters - 1);
  return raw * Math.min(1, fewClusters ** 2);
}

/**
 * The sum, over all ordered pairs of dependent trials, of the product of what each has over the
 * rate.
 */
function dependentSquares(trials: ClusteredTrials, rate: number): number {
  const { succeeded, clusters, partners } = trials;
  const ofCluster = new Map<number, number>();
  const ofOwn = new Map<number, number>();
  const ofPair = new Map<string, number>();
  const add = <Key>(sums: Map<Key, number>, key: Key, value: number): void => {
    sums.set(key, (sums.get(key) ?? 0) + value);
  };
  clusters.forEach((cluster, trial) => {
    const excess = (succeeded[trial] as number) - rate;
    const partner = partners?.[trial] ?? cluster;
    add(ofOwn, cluster, excess);
    add(ofCluster, cluster, excess);
    if (partner !== cluster) {
      add(ofCluster, partner, excess);
      add(ofPair, `${Math.min(cluster, partner)} ${Math.max(cluster, partner)}`, excess);
    }
  });
  const squares = (sums: Map<unknown, number>): number =>
    [...sums.values()].reduce((sum, value) => sum + value * value, 0);
  // Trials of one pair met in both of its clusters. With few trials the difference may come out
  // below what the first clusters alone show, which is too small then.
  return Math.max(squares(ofCluster) - squares(ofPair), squares(ofOwn));
}
