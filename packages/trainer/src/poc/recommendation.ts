/** The recommendation, and why: each reason holds what speaks against it too. */
import type { TrainingConfig } from '@umbra/core/training';
import { lossTitle, miningTitle } from './candidate.js';
import { boundsText, bytesText, pointsText } from './figure-text.js';
import type { FinalSetting } from './final-runs.js';
import type {
  BaselineRow,
  BudgetFacts,
  DataFacts,
  DimensionRow,
  Gain,
  Recommendation,
  Rivals,
} from './report.js';
import { figuresOf } from './rivals.js';
import { recommendationSentence } from './sentence.js';

export interface RecommendationOptions {
  readonly recommended: FinalSetting;
  readonly config: TrainingConfig;
  readonly data: DataFacts;
  /** The best of what needs no training. */
  readonly baseline: BaselineRow;
  readonly gain: Gain;
  readonly dimensions: readonly DimensionRow[];
  readonly rivals: Rivals | null;
  readonly notDone: BudgetFacts['notDone'];
}

export function recommend(options: RecommendationOptions): Recommendation {
  const { recommended, config, data, baseline, gain } = options;
  const { candidate } = recommended;
  const figures = figuresOf(recommended);
  return {
    sentence: recommendationSentence({ candidate, figures, data, baseline, gain }),
    reasons: [
      lengthReason(options),
      ...thriftReason(options),
      rivalReason(options.rivals),
      ...(options.notDone.length === 0
        ? []
        : ['The search was cut short; what was not tried might be better. See the list below.']),
    ],
    loss: lossTitle(candidate.loss),
    mining: miningTitle(candidate),
    dimension: candidate.dimension,
    figures,
    gain,
    config,
  };
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
  const open = others.filter(({ against }) => against?.verdict === 'not settled');
  const parts = [
    same.length > 0 ? `${listOf(same)} numbers are inside its spread` : '',
    worse.length > 0 ? `${listOf(worse)} numbers find less` : '',
    better.length > 0 ? `${listOf(better)} numbers find more` : '',
    open.length > 0 ? `${listOf(open)} numbers are too close to settle` : '',
  ].filter((part) => part !== '');
  return (
    `${dimension} numbers are the shortest vectors whose MAP@R is as good as the best on the ` +
    `validation pictures; in Recall@1 on the test pictures ${parts.join(', and ')}.`
  );
}

/** Where only the first place counts, shorter vectors may do. */
function thriftReason({ dimensions, recommended }: RecommendationOptions): readonly string[] {
  const { dimension } = recommended.candidate;
  const chosen = dimensions.find((row) => row.recommended);
  const shortest = dimensions.find(
    (row) => row.dimension < dimension && row.against?.verdict === 'inside the spread',
  );
  if (shortest === undefined) {
    return [];
  }
  const sizes =
    shortest.index === null || !chosen?.index
      ? ''
      : `, with an index of ${bytesText(shortest.index.bytes)} instead of ${bytesText(chosen.index.bytes)}`;
  return [
    `Where only the first place counts, ${shortest.dimension} numbers do as well as far as these ` +
      `runs can tell${sizes}.`,
  ];
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
    case 'not settled':
      return (
        `At ${dimension} numbers Shadow Loss finds ${points} ` +
        `${comparison.difference < 0 ? 'fewer' : 'more'} than triplet loss, but that is not ` +
        `settled: the difference may be ${boundsText(comparison) || 'anything'}.`
      );
  }
}

function listOf(rows: readonly DimensionRow[]): string {
  const names = rows.map(({ dimension }) => String(dimension));
  const last = names.at(-1) ?? '';
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
