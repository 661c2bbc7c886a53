import type { BenchReport, BenchRow } from '../bench-report.js';
import { type Contestant, referenceName, shadowName } from './contestants.js';
import { epochsToReach, mean, meanAndSpread, spread } from './spread.js';
import type { Look, Tested } from './trial.js';

/** What a loss achieved, a place a seed. */
export interface Achievement {
  readonly contestant: Contestant;
  /** Of the chosen candidate. */
  readonly position: number;
  readonly curves: readonly (readonly Look[])[];
  readonly tested: readonly Tested[];
  readonly peakBytes: number;
}

type Score = 'recall' | 'mapAtR';

/** Share of the reference's best at which a training counts as arrived. */
const arrival = 0.95;

/** The table, and Shadow Loss against the reference in numbers. */
export function accuracyReport(achievements: readonly Achievement[]): BenchReport {
  const reference = named(achievements, referenceName);
  const rows = achievements.map((achievement): BenchRow => {
    const { contestant, position, curves, tested, peakBytes } = achievement;
    const silhouettes = tested.map(({ silhouette }) => silhouette);
    const arrivals = (score: Score): string => {
      const target = arrival * mean(reference.curves.map((curve) => best(curve, score)));
      return epochsToReach(curves.map((curve) => firstAt(curve, score, target)));
    };
    return {
      loss: contestant.name,
      chosen: `${contestant.tuned} ${contestant.candidates[position]?.value}`,
      'Recall@1': meanAndSpread(percents(tested, 'recall'), 1),
      'MAP@R': meanAndSpread(percents(tested, 'mapAtR'), 1),
      silhouette: meanAndSpread(silhouettes, 3),
      'epochs to 95 % Recall@1': arrivals('recall'),
      'to 95 % MAP@R': arrivals('mapAtR'),
      'peak MiB': (peakBytes / 2 ** 20).toFixed(2),
    };
  });
  return { rows, summary: summaryOf(achievements) };
}

function named(achievements: readonly Achievement[], name: string): Achievement {
  const found = achievements.find(({ contestant }) => contestant.name === name);
  if (found === undefined) {
    throw new Error(`${name} did not take part`);
  }
  return found;
}

function best(curve: readonly Look[], score: Score): number {
  return Math.max(...curve.map((look) => look[score]));
}

/** Epochs until a score reaches the target; NaN where it never does. */
function firstAt(curve: readonly Look[], score: Score, target: number): number {
  return curve.find((look) => look[score] >= target)?.epochs ?? Number.NaN;
}

function percents(tested: readonly Tested[], score: Score): number[] {
  return tested.map((result) => 100 * result[score]);
}

/** In percent; the differences are those of the same seeds. */
function summaryOf(achievements: readonly Achievement[]): Record<string, number> {
  const summary: Record<string, number> = {};
  for (const score of ['recall', 'mapAtR'] as const) {
    const ofLoss = (name: string) => percents(named(achievements, name).tested, score);
    const reference = ofLoss(referenceName);
    const differences = ofLoss(shadowName).map((value, at) => value - (reference[at] as number));
    summary[`${score}OverTriplet`] = rounded(mean(differences));
    summary[`${score}OverTripletSpread`] = rounded(spread(differences));
    for (const { contestant, tested } of achievements) {
      summary[`${score} of ${contestant.name}`] = rounded(mean(percents(tested, score)));
    }
  }
  return summary;
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
