import { expect, it } from 'vitest';
import { calibrationTable } from './calibration-table.js';
import { comparisonTable } from './comparison-table.js';
import { duration } from './duration.js';
import { memory } from './memory.js';
import { metricsTable, tellingApartTable } from './metrics-table.js';
import { skippedList } from './skipped-list.js';

/** The cells of a table, without its frame. */
function cellsOf(table: string): string[][] {
  return table
    .split('\n')
    .filter((line) => line.includes('│'))
    .map((line) => line.split('│').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

it('says durations as people do', () => {
  expect([0.4, 59.4, 60, 3605, 7290].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '1 h 0 min',
    '2 h 1 min',
  ]);
});

it('says amounts of memory as people do', () => {
  expect([0, 12e6, 999.4e6, 1.04e9].map(memory)).toEqual(['0 MB', '12 MB', '999 MB', '1.0 GB']);
});

it('shows metrics side by side in percent', () => {
  const older = { recallAt: { '1': 0.5, '10': 1 }, rPrecision: 0.25, mapAtR: 0.125, queries: 4 };
  const rows = [
    { name: 'model', metrics: { ...older, ndcg: 0.2 } },
    { name: 'older', metrics: older },
  ];
  expect(cellsOf(metricsTable(rows))).toEqual([
    ['', 'Recall@1', 'Recall@10', 'R-precision', 'MAP@R', 'nDCG'],
    ['model', '50.0 %', '100.0 %', '25.0 %', '12.5 %', '20.0 %'],
    ['older', '50.0 %', '100.0 %', '25.0 %', '12.5 %', ''],
  ]);
});

it('counts what was skipped and names the first ten', () => {
  expect(skippedList([])).toBe('');
  expect(skippedList([{ path: 'a.png', reason: 'It is empty.' }])).toBe(
    '1 picture was skipped:\n  a.png: It is empty.\n',
  );
  const many = Array.from({ length: 12 }, (_, index) => ({ path: `${index}.png`, reason: 'x' }));
  expect(skippedList(many)).toContain('12 pictures were skipped');
  expect(skippedList(many)).toContain('and 2 more');
});

it('shows how pairs are told apart, and leaves blank what cannot be', () => {
  const frrAtFar = { '0.01': 0.25, '0.001': null };
  const verification = { eer: 0.0042, auc: 0.98765, frrAtFar, eerThreshold: 0.5, curve: [] };
  const separation = { silhouette: 0.5, intraClassDistance: 0.25, interClassDistance: 1 };
  const rows = [
    { name: 'a', verification: { ...verification, genuinePairs: 9, impostorPairs: 9 }, separation },
    { name: 'b', verification: null, separation: null },
  ];
  expect(cellsOf(tellingApartTable(rows)).slice(1)).toEqual([
    ['a', '0.42 %', '0.9877', '25.0 %', '', '0.500', '0.250', '1.000'],
    ['b', '', '', '', '', '', '', ''],
  ]);
});

it('shows thresholds with their bounds, or what they would take', () => {
  const far = { rate: 0.009, low: 0.004, high: 0.018, effectiveTrials: 900 };
  const side = { trials: 1000, classes: 50 };
  const cells = cellsOf(
    calibrationTable({
      ...{ kind: 'search', gallery: 1000, confidence: 0.95, genuine: side, impostor: side },
      ...{ curve: null, histogram: null },
      thresholds: [
        { kind: 'supported', targetFar: 0.01, threshold: 0.87654, far, frr: { ...far, rate: 0.1 } },
        { kind: 'unsupported', targetFar: 0.001, effectiveTrials: 900.7, neededTrials: 3000 },
      ],
    }),
  );
  expect(cells.slice(1)).toEqual([
    ['1.0 %', '0.8765', '0.90 % (0.40 % to 1.8 %)', '10.0 % (0.40 % to 1.8 %)'],
    ['0.10 %', 'too few', 'takes 3000 independent searches', 'has 900'],
  ]);
});

it('calls a difference inside its bounds one that cannot be told', async () => {
  const { evaluateVectors } = await import('@umbra/core/evaluation');
  const labels = Int32Array.of(0, 0, 1, 1);
  const gallery = { vectors: Float32Array.of(1, 0, 1, 1, 0, 1, -1, 1), labels };
  const measured = await evaluateVectors({ gallery, dimension: 2 });
  const comparison = {
    ...{ queries: 4, confidence: 0.95, onlyFirstRight: 0, onlySecondRight: 0 },
    ...{ changedTop1: 0, changedTopK: 0, changedTopKOf: 10 },
    differences: {
      recallAt1: { difference: 0.02, low: -0.01, high: 0.05 },
      mapAtR: { difference: 0.03, low: 0.01, high: 0.05 },
      ndcg: { difference: -0.03, low: -0.05, high: -0.01 },
      rPrecision: { difference: 0.03, low: null, high: null },
    },
  };
  const models = ['old', 'new'] as const;
  const cells = cellsOf(comparisonTable({ models, first: measured, second: measured, comparison }));
  const endings = Object.fromEntries(cells.map((row) => [row[0], row.slice(3)]));
  expect(endings).toMatchObject({
    'Recall@1': ['+2.0', '-1.0 to +5.0', 'cannot be told'],
    'MAP@R': ['+3.0', '+1.0 to +5.0', 'new'],
    nDCG: ['-3.0', '-5.0 to -1.0', 'old'],
    'R-precision': ['+3.0', '', ''],
  });
});
