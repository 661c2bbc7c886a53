import type { Comparison, VectorEvaluation } from '@umbra/core/evaluation';
import { numberTable, percent, rate } from './table.js';

export interface ComparedModels {
  readonly models: readonly [string, string];
  readonly first: VectorEvaluation;
  readonly second: VectorEvaluation;
  readonly comparison: Comparison;
}

/**
 * Metrics side by side, in percent; a difference whose bounds hold zero is called so. Rates over
 * pairs have no bounds, so nothing is said of theirs.
 */
export function comparisonTable({ models, first, second, comparison }: ComparedModels): string {
  const { differences, confidence } = comparison;
  const ks = Object.keys(first.retrieval.recallAt);
  const paired = [
    ...ks.map((k) => ({
      name: `Recall@${k}`,
      key: `recallAt${k}`,
      of: ({ retrieval }: VectorEvaluation) => retrieval.recallAt[k] ?? 0,
    })),
    {
      name: 'R-precision',
      key: 'rPrecision',
      of: ({ retrieval }: VectorEvaluation) => retrieval.rPrecision,
    },
    { name: 'MAP@R', key: 'mapAtR', of: ({ retrieval }: VectorEvaluation) => retrieval.mapAtR },
    { name: 'nDCG', key: 'ndcg', of: ({ retrieval }: VectorEvaluation) => retrieval.ndcg ?? 0 },
  ];
  const rows = paired.map(({ name, key, of }) => {
    const { difference = 0, low = null, high = null } = differences[key] ?? {};
    const bounds = low === null || high === null ? '' : `${signed(low)} to ${signed(high)}`;
    const shares = [percent(of(first)), percent(of(second))];
    return [name, ...shares, signed(difference), bounds, verdict(models, low, high)];
  });
  const whole = [
    {
      name: 'EER',
      of: ({ verification }: VectorEvaluation) => verification?.eer ?? null,
    },
    {
      name: 'FRR at FAR 1 %',
      of: ({ verification }: VectorEvaluation) => verification?.frrAtFar['0.01'] ?? null,
    },
  ].flatMap(({ name, of }) => {
    const [one, other] = [of(first), of(second)];
    return one === null || other === null
      ? []
      : [[name, rate(one), rate(other), signed(other - one), '', '']];
  });
  const head = ['', ...models, 'difference', `${confidence * 100} % bounds`, 'better'];
  return numberTable(head, [...rows, ...whole]);
}

/** In percentage points. */
function signed(difference: number): string {
  return `${difference > 0 ? '+' : ''}${(100 * difference).toFixed(1)}`;
}

function verdict(
  [first, second]: readonly [string, string],
  low: number | null,
  high: number | null,
): string {
  if (low === null || high === null) {
    return '';
  }
  return low > 0 ? second : high < 0 ? first : 'cannot be told';
}

/** Which answers change. */
export function answersText(
  [first, second]: readonly [string, string],
  comparison: Comparison,
): string {
  const { changedTop1, changedTopK, changedTopKOf, onlyFirstRight, onlySecondRight } = comparison;
  return [
    `The nearest picture changes for ${percent(changedTop1)} of the searches, and ` +
      `${percent(changedTopK)} of the nearest ${changedTopKOf} do.`,
    `Right only by ${first}: ${onlyFirstRight}. Right only by ${second}: ${onlySecondRight}.`,
  ].join('\n');
}
