/** Shadow Loss against triplet loss: same pictures, encoder, length, batches, epochs and seeds. */
import { lossTitle, miningTitle } from './candidate.js';
import type { Comparer } from './compare-settings.js';
import { type FinalSetting, over, recallAt1 } from './final-runs.js';
import type { Figures, Rival, Rivals } from './report.js';
import { mean } from './statistics.js';

/** Of the best mean Recall@1 that both reach: the level to which both are timed. */
const targetShare = 0.99;

export function compareRivals(
  { shadow, triplet }: { readonly shadow: FinalSetting; readonly triplet: FinalSetting },
  compare: Comparer,
): Rivals {
  const target = targetShare * Math.min(bestMean(shadow), bestMean(triplet));
  return {
    dimension: shadow.candidate.dimension,
    shadow: rivalOf(shadow, target),
    triplet: rivalOf(triplet, target),
    target,
    comparison: compare.settings(shadow, triplet),
  };
}

/** The best epoch of the mean over the seeds. */
function bestMean({ runs }: FinalSetting): number {
  const epochs = Math.max(...runs.map(({ curve }) => curve.length));
  const means = Array.from({ length: epochs }, (_, epoch) =>
    mean(runs.flatMap(({ curve }) => curve.slice(epoch, epoch + 1).map(recallAt1))),
  );
  return Math.max(...means);
}

export function figuresOf(setting: FinalSetting): Figures {
  return {
    recallAt1: over(setting, ({ test }) => recallAt1(test)),
    mapAtR: over(setting, ({ test }) => test.mapAtR),
  };
}

function rivalOf(setting: FinalSetting, target: number): Rival {
  const curves = setting.runs.map(({ curve }) => curve.map(recallAt1));
  return {
    title: lossTitle(setting.candidate.loss),
    mining: miningTitle(setting.candidate),
    curves,
    epochsToTarget: curves.map((curve) => epochsTo(curve, target)),
    figures: figuresOf(setting),
    trainingSeconds: over(setting, ({ seconds }) => seconds),
  };
}

/** The first epoch, from 1, after which the target is reached; null when none does. */
export function epochsTo(curve: readonly number[], target: number): number | null {
  const at = curve.findIndex((recall) => recall >= target);
  return at === -1 ? null : at + 1;
}
