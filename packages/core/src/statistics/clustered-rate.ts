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
import { TrialGroups } from './trial-groups.js';

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
  const rate = new GrowingRate(trials, confidence);
  trials.succeeded.forEach((succeeded, trial) => {
    if (succeeded === 1) rate.succeed(trial);
  });
  return rate.estimate();
}

/**
 * The same while one trial after the other succeeds, as where a threshold falls: sums over clusters
 * are carried on, so an estimate costs no look at the trials.
 */
export class GrowingRate {
  readonly #count: number;
  readonly #clusters: number;
  readonly #confidence: number;
  readonly #fewClusters: number;
  readonly #own: TrialGroups;
  readonly #touched: TrialGroups;
  readonly #pairs: TrialGroups;
  #succeeded = 0;

  constructor({ clusters, partners }: Omit<ClusteredTrials, 'succeeded'>, confidence: number) {
    const count = clusters.length;
    invariant(count > 0, 'a rate needs trials, all in clusters');
    this.#count = count;
    this.#clusters = new Set(clusters).size;
    this.#confidence = confidence;
    this.#fewClusters =
      this.#clusters < 2 || count < 3
        ? 1
        : studentQuantile(confidence, count - 1) / studentQuantile(confidence, this.#clusters - 1);
    this.#own = new TrialGroups(count);
    this.#touched = new TrialGroups(count);
    this.#pairs = new TrialGroups(count);
    clusters.forEach((cluster, trial) => {
      const partner = partners?.[trial] ?? cluster;
      this.#own.add(trial, `${cluster}`);
      this.#touched.add(trial, `${cluster}`);
      if (partner !== cluster) {
        this.#touched.add(trial, `${partner}`);
        this.#pairs.add(trial, `${Math.min(cluster, partner)} ${Math.max(cluster, partner)}`);
      }
    });
  }

  /** One that has not succeeded before. */
  succeed(trial: number): void {
    this.#succeeded += 1;
    for (const groups of [this.#own, this.#touched, this.#pairs]) groups.succeed(trial);
  }

  estimate(): RateEstimate {
    const rate = this.#succeeded / this.#count;
    const effectiveTrials = this.#independentTrials(rate);
    return { rate, ...exactBounds(rate, effectiveTrials, this.#confidence), effectiveTrials };
  }

  #independentTrials(rate: number): number {
    const count = this.#count;
    const clusters = this.#clusters;
    if (clusters < 2 || count < 3) {
      return Math.min(clusters, count);
    }
    const variance = (clusters / (clusters - 1)) * (this.#dependentSquares(rate) / count ** 2);
    const raw = variance > 0 ? Math.min(count, (rate * (1 - rate)) / variance) : count;
    return raw * Math.min(1, this.#fewClusters ** 2);
  }

  /**
   * The sum, over all ordered pairs of dependent trials, of the product of what each has over the
   * rate.
   */
  #dependentSquares(rate: number): number {
    // Trials of one pair met in both of its clusters. With few trials the difference may come out
    // below what the first clusters alone show, which is too small then.
    const all = this.#touched.squaresOver(rate) - this.#pairs.squaresOver(rate);
    return Math.max(all, this.#own.squaresOver(rate));
  }
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
