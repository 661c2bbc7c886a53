import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { evaluateVectors } from './evaluate-vectors.js';

interface Fixture {
  readonly dimension: number;
  readonly vectors: readonly number[]; // [N, d]
  readonly labels: readonly number[]; // [N]
  readonly figures: Readonly<Record<string, number>>;
}

// Made by test/bench/evaluation/peer_evaluation.py.
const fixture: Fixture = JSON.parse(
  readFileSync(new URL('./testing/peer-figures.json', import.meta.url), 'utf8'),
);

it('measures what pytorch-metric-learning and scikit-learn measure', async () => {
  const { dimension, vectors, labels, figures } = fixture;
  const gallery = { vectors: Float32Array.from(vectors), labels: Int32Array.from(labels) };
  const { retrieval, verification, separation } = await evaluateVectors({ gallery, dimension });
  const { recallAt, rPrecision, mapAtR, ndcg } = retrieval;
  const found = {
    recallAt1: recallAt['1'],
    recallAt5: recallAt['5'],
    recallAt10: recallAt['10'],
    rPrecision,
    mapAtR,
    ndcg,
    auc: verification?.auc,
    eer: verification?.eer,
    frrAtFar1Percent: verification?.frrAtFar['0.01'],
    'frrAtFar0.1Percent': verification?.frrAtFar['0.001'],
    ...separation,
  };
  const close = Object.entries(figures).map(([name, value]) => [name, expect.closeTo(value, 6)]);
  expect(found).toEqual(Object.fromEntries(close));
});
