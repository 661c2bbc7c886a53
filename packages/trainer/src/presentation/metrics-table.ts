import type {
  PrefixMetrics,
  RetrievalMetrics,
  SeparationMetrics,
  VerificationMetrics,
} from '@umbra/core/evaluation';
import { numberTable, percent, rate } from './table.js';

export interface MetricsRow {
  readonly name: string;
  readonly metrics: RetrievalMetrics;
}

/** Retrieval metrics side by side, in percent. */
export function metricsTable(rows: readonly MetricsRow[]): string {
  const ks = Object.keys(rows[0]?.metrics.recallAt ?? {});
  return numberTable(
    ['', ...ks.map((k) => `Recall@${k}`), 'R-precision', 'MAP@R', 'nDCG'],
    rows.map(({ name, metrics }) => {
      const { recallAt, rPrecision, mapAtR, ndcg } = metrics;
      const shares = [...ks.map((k) => recallAt[k] ?? 0), rPrecision, mapAtR];
      return [name, ...shares.map(percent), ndcg === undefined ? '' : percent(ndcg)];
    }),
  );
}

/** What a nested shadow is worth when it is cut; nothing where it is not nested. */
export function prefixTable(prefixes: readonly PrefixMetrics[]): string | null {
  return prefixes.length === 0
    ? null
    : numberTable(
        ['shadow cut to', 'Recall@1', 'MAP@R'],
        prefixes.map(({ dimension, recallAt1, mapAtR }) => [
          String(dimension),
          percent(recallAt1),
          percent(mapAtR),
        ]),
      );
}

export interface TellingApartRow {
  readonly name: string;
  readonly verification: VerificationMetrics | null;
  readonly separation: SeparationMetrics | null;
}

/** How well pairs are told apart, and how far apart the classes lie. */
export function tellingApartTable(rows: readonly TellingApartRow[]): string {
  const fars = Object.keys(rows[0]?.verification?.frrAtFar ?? {});
  const names = fars.map((far) => `FRR at FAR ${Number(far) * 100} %`);
  return numberTable(
    ['', 'EER', 'AUC', ...names, 'Silhouette', 'Distance within', 'between'],
    rows.map(({ name, verification, separation }) => {
      const frrs = fars.map((far) => verification?.frrAtFar[far] ?? null);
      return [
        name,
        verification === null ? '' : rate(verification.eer),
        verification?.auc.toFixed(4) ?? '',
        ...frrs.map((frr) => (frr === null ? '' : rate(frr))),
        separation?.silhouette.toFixed(3) ?? '',
        separation?.intraClassDistance.toFixed(3) ?? '',
        separation?.interClassDistance.toFixed(3) ?? '',
      ];
    }),
  );
}
