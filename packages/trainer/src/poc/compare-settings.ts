/** Differences of trained settings on the test pictures, with what seeds and pictures leave. */
import type { Baseline } from './baseline.js';
import { type FinalRun, type FinalSetting, over, recallAt1 } from './final-runs.js';
import { aroundDifference, aroundGain, type SeedNoise, seedNoise } from './seed-noise.js';
import { type Comparison, compareRuns } from './statistics.js';

export interface Comparer {
  /** Recall@1 of the first less the second's. */
  settings(first: FinalSetting, second: FinalSetting): Comparison;
  /** Recall@1 of a setting less that of what needs no training. */
  recallGain(setting: FinalSetting, baseline: Baseline): Comparison;
  /** The same of MAP@R. */
  precisionGain(setting: FinalSetting, baseline: Baseline): Comparison;
}

/** `classes`: of the test pictures. The noise of the seeds is that of all `settings`. */
export function comparer(settings: readonly FinalSetting[], classes: Int32Array): Comparer {
  const noiseOf = (figure: (run: FinalRun) => number): SeedNoise =>
    seedNoise(settings.map((setting) => over(setting, figure).values));
  const recallNoise = noiseOf(({ test }) => recallAt1(test));
  const precisionNoise = noiseOf(({ test }) => test.mapAtR);
  return {
    settings: (first, second) =>
      compareRuns({
        first: hitsOf(first),
        second: hitsOf(second),
        classes,
        seedInterval: (difference) => aroundDifference(difference, recallNoise, first.runs.length),
      }),
    recallGain: ({ runs }, { answers }) =>
      compareRuns({
        first: runs.map(({ hits }) => hits),
        second: runs.map(() => answers.hits),
        classes,
        seedInterval: (difference) => aroundGain(difference, recallNoise, runs.length),
      }),
    precisionGain: ({ runs }, { answers }) =>
      compareRuns({
        first: runs.map(({ precisions }) => precisions),
        second: runs.map(() => answers.precisions),
        classes,
        seedInterval: (difference) => aroundGain(difference, precisionNoise, runs.length),
      }),
  };
}

function hitsOf({ runs }: FinalSetting): readonly Uint8Array[] {
  return runs.map(({ hits }) => hits);
}
