import { expect, it } from 'vitest';
import { duration } from './duration.js';
import { metricsTable } from './metrics-table.js';
import { skippedList } from './skipped-list.js';

it('says durations as people do', () => {
  expect([0.4, 59.4, 60, 3605, 7290].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 min 0 s',
    '1 h 0 min',
    '2 h 1 min',
  ]);
});

it('shows metrics side by side in percent', () => {
  const older = { recallAt: { '1': 0.5, '10': 1 }, rPrecision: 0.25, mapAtR: 0.125, queries: 4 };
  const rows = [
    { name: 'model', metrics: { ...older, ndcg: 0.2 } },
    { name: 'older', metrics: older },
  ];
  const cells = metricsTable(rows)
    .split('\n')
    .filter((line) => line.includes('│'))
    .map((line) => line.split('│').map((cell) => cell.trim()));
  expect(cells).toEqual([
    ['', '', 'Recall@1', 'Recall@10', 'R-precision', 'MAP@R', 'nDCG', ''],
    ['', 'model', '50.0 %', '100.0 %', '25.0 %', '12.5 %', '20.0 %', ''],
    ['', 'older', '50.0 %', '100.0 %', '25.0 %', '12.5 %', '', ''],
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
