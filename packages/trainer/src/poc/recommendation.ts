/**
 * The result in words. A difference is called one only where it is: inside the spread of the seeds
 * or of the pictures nothing is better than anything.
 */
import type { TrainingConfig } from '@umbra/core/training';
import { lossTitle, miningTitle, recipeTitle } from './candidate.js';
import { percentText, pointsText } from './figure-text.js';
import type { FinalSetting } from './final-runs.js';
import type { BudgetFacts, DataFacts, DimensionRow, Recommendation, Rivals } from './report.js';
import { figuresOf } from './rivals.js';
import type { Comparison, Spread } from './statistics.js';

export interface RecommendationOptions {
  readonly recommended: FinalSetting;
  readonly config: TrainingConfig;
  readonly data: DataFacts;
  /** Recall@1 of what needs no training. */
  readonly baselineRecall: number;
  /** Recall@1 of the recommended setting against the baseline's. */
  readonly gain: Comparison;
  readonly dimensions: readonly DimensionRow[];
  readonly rivals: Rivals | null;
  readonly notDone: BudgetFacts['notDone'];
}

export function recommend(options: RecommendationOptions): Recommendation {
  const { recommended, config } = options;
  const { loss, dimension } = recommended.candidate;
  const figures = figuresOf(recommended);
  return {
    sentence: sentence(options, figures.recallAt1),
    reasons: [
      lengthReason(options),
      rivalReason(options.rivals),
      ...(options.notDone.length === 0
        ? []
        : ['The search was cut short; what was not tried might be better. See the list below.']),
    ],
    loss: lossTitle(loss),
    mining: miningTitle(recommended.candidate),
    dimension,
    figures,
    config,
  };
}

function sentence(
  { recommended, data, baselineRecall, gain }: RecommendationOptions,
  recall: Spread,
): string {
  const { candidate } = recommended;
  const setting = `${recipeTitle(candidate)}, ${candidate.dimension} numbers a picture`;
  const asked =
    data.protocol === 'unseen classes' ? 'pictures of classes that it never saw' : 'new pictures';
  const { mean, values } = recall;
  const around = `± ${(recall.deviation * 100).toFixed(1)} over ${values.length} seeds`;
  const reach = `${percentText(mean)} of ${data.test} ${asked} find one of their own class first (${around})`;
  const before = percentText(baselineRecall);
  switch (gain.verdict) {
    case 'better':
      return `Train with ${setting}: ${reach}, against ${before} untrained.`;
    case 'worse':
      return (
        `Do not train yet: with ${setting}, the best that was found, ${reach}, ` +
        `fewer than the ${before} untrained.`
      );
    case 'inside the spread':
      return (
        `Training with ${setting} is no clear gain yet: ${reach}, ` +
        `and ${before} untrained: the difference is inside the spread.`
      );
  }
}

function lengthReason({ dimensions, recommended }: RecommendationOptions): string {
  const { dimension } = recommended.candidate;
  const others = dimensions.filter((row) => !row.recommended);
  if (others.length === 0) {
    return `No other length than ${dimension} numbers was trained in full: the time ended.`;
  }
  const worse = others.filter(({ against }) => against?.verdict === 'worse');
  const better = others.filter(({ against }) => against?.verdict === 'better');
  const same = others.filter(({ against }) => against?.verdict === 'inside the spread');
  const parts = [
    same.length > 0 ? `${listOf(same)} numbers are inside its spread` : '',
    worse.length > 0 ? `${listOf(worse)} numbers find less` : '',
    better.length > 0 ? `${listOf(better)} numbers find more on the test pictures` : '',
  ].filter((part) => part !== '');
  return (
    `${dimension} numbers are the shortest vectors as good as the best on the validation ` +
    `pictures; on the test pictures ${parts.join(', and ')}.`
  );
}

function rivalReason(rivals: Rivals | null): string {
  if (rivals === null) {
    return 'Shadow Loss was not compared with triplet loss: the time ended.';
  }
  const { comparison, dimension } = rivals;
  const points = pointsText(comparison.difference);
  switch (comparison.verdict) {
    case 'better':
      return `At ${dimension} numbers Shadow Loss finds ${points} more than triplet loss.`;
    case 'worse':
      return `At ${dimension} numbers triplet loss finds ${points} more than Shadow Loss.`;
    case 'inside the spread':
      return (
        `At ${dimension} numbers Shadow Loss and triplet loss differ by ${points}, ` +
        'which is inside the spread: neither is better here.'
      );
  }
}

function listOf(rows: readonly DimensionRow[]): string {
  const names = rows.map(({ dimension }) => String(dimension));
  const last = names.at(-1) ?? '';
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
