/**
 * What another seed changes. Two or three runs of one setting alone hardly tell, so all settings
 * are taken together, as in a randomized block design (Fisher, "The Design of Experiments", 1935):
 * the seeds are the blocks, and what neither a setting nor a seed explains is the noise.
 */
import { studentQuantile } from '@umbra/core/statistics';
import type { Interval } from './statistics.js';

/** A standard deviation with the degrees of freedom that it is known by; none: not known. */
export interface Pooled {
  readonly deviation: number;
  readonly degrees: number;
}

export interface SeedNoise {
  /** Of a run around the mean of its setting. */
  readonly single: Pooled;
  /** Of a run around what its setting and its seed let expect. */
  readonly paired: Pooled;
}

const confidence = 0.95;

/** A figure of every setting for every seed: [settings][seeds], the same seeds for all. */
export function seedNoise(table: readonly (readonly number[])[]): SeedNoise {
  const settings = table.length;
  const seeds = table[0]?.length ?? 0;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const ofSetting = table.map(mean);
  const ofSeed = Array.from({ length: seeds }, (_, seed) =>
    mean(table.map((row) => row[seed] ?? 0)),
  );
  const grand = mean(ofSetting);
  const ofSeeds = settings * squares(ofSeed.map((value) => value - grand));
  const within = squares(
    table.flatMap((row, setting) => row.map((value) => value - (ofSetting[setting] ?? 0))),
  );
  const paired = pooled(Math.max(0, within - ofSeeds), (settings - 1) * (seeds - 1));
  return { single: singleNoise({ within, ofSeeds, paired }, { settings, seeds }), paired };
}

function squares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value ** 2, 0);
}

/**
 * A seed may move all settings alike, so their runs are not as many observations as there are runs:
 * degrees of freedom after Satterthwaite ("An approximate distribution of estimates of variance
 * components", Biometrics Bulletin 2, 1946).
 */
function singleNoise(
  sums: { readonly within: number; readonly ofSeeds: number; readonly paired: Pooled },
  { settings, seeds }: { readonly settings: number; readonly seeds: number },
): Pooled {
  const all = pooled(sums.within, settings * (seeds - 1));
  if (all.degrees === 0 || all.deviation === 0) {
    return all;
  }
  const seedPart = sums.ofSeeds / (seeds - 1) / settings;
  const restPart = ((settings - 1) * sums.paired.deviation ** 2) / settings;
  const { degrees } = sums.paired;
  const denominator = seedPart ** 2 / (seeds - 1) + (degrees === 0 ? 0 : restPart ** 2 / degrees);
  return { deviation: all.deviation, degrees: all.deviation ** 4 / denominator };
}

function pooled(sum: number, degrees: number): Pooled {
  return { deviation: degrees > 0 ? Math.sqrt(sum / degrees) : 0, degrees };
}

/** Around the difference of two settings' means over the same seeds. */
export function aroundDifference(difference: number, { paired }: SeedNoise, seeds: number) {
  return around(difference, paired, Math.sqrt(2 / seeds));
}

/** Around the difference of a setting's mean and a figure that no seed changes. */
export function aroundGain(difference: number, { single }: SeedNoise, seeds: number) {
  return around(difference, single, Math.sqrt(1 / seeds));
}

function around(difference: number, { deviation, degrees }: Pooled, scale: number): Interval {
  if (degrees === 0) {
    return { low: null, high: null };
  }
  const half = studentQuantile(confidence, degrees) * deviation * scale;
  return { low: difference - half, high: difference + half };
}
