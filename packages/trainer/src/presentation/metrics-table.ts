import type { RetrievalMetrics } from '@umbra/core/evaluation';
import Table from 'cli-table3';

export interface MetricsRow {
  readonly name: string;
  readonly metrics: RetrievalMetrics;
}

/** Retrieval metrics side by side, in percent. */
export function metricsTable(rows: readonly MetricsRow[]): string {
  const ks = Object.keys(rows[0]?.metrics.recallAt ?? {});
  const table = new Table({
    head: ['', ...ks.map((k) => `Recall@${k}`), 'R-precision', 'MAP@R', 'nDCG'],
    colAligns: ['left', ...ks.map(() => 'right' as const), 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const { name, metrics } of rows) {
    const { recallAt, rPrecision, mapAtR, ndcg } = metrics;
    const shares = [...ks.map((k) => recallAt[k] ?? 0), rPrecision, mapAtR];
    table.push([name, ...shares.map(percent), ndcg === undefined ? '' : percent(ndcg)]);
  }
  return table.toString();
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
