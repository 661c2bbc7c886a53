import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { evaluateRetrieval } from './evaluate-retrieval.js';
import type { LabelledVectors, RetrievalTask } from './labelled-vectors.js';
import type { RetrievalMetrics } from './retrieval-metrics.js';

/**
 * The definitions, word for word, over complete rankings: slow, and the oracle of the fast
 * evaluation.
 */
function naiveRetrieval({ gallery, queries, dimension, ks = [1, 5, 10] }: RetrievalTask) {
  const rowOf = (vectors: Float32Array, row: number): number[] => [
    ...vectors.subarray(row * dimension, (row + 1) * dimension),
  ];
  const dot = (a: number[], b: number[]): number =>
    a.reduce((sum, value, column) => sum + value * (b[column] as number), 0);
  // Rounded to 32 bits as the fast way does, so that no near tie falls differently.
  const unit = (a: number[]): number[] => {
    const scale = 1 / Math.sqrt(dot(a, a));
    return a.map((value) => Math.fround(value * scale));
  };

  const asked = queries ?? gallery;
  const galleryRows = [...gallery.labels.keys()].map((row) => unit(rowOf(gallery.vectors, row)));
  const scored: {
    recalls: number[];
    rPrecision: number;
    averagePrecision: number;
    ndcg: number;
  }[] = [];
  for (const [query, label] of asked.labels.entries()) {
    const queryRow = unit(rowOf(asked.vectors, query));
    const right = galleryRows
      .map((galleryRow, row) => ({ row, score: Math.fround(dot(queryRow, galleryRow)) }))
      .filter(({ row }) => queries !== undefined || row !== query)
      .sort((a, b) => b.score - a.score || a.row - b.row)
      .map(({ row }) => gallery.labels[row] === label);
    const total = right.filter(Boolean).length;
    if (total === 0) {
      continue;
    }
    const precisionAt = (k: number): number => right.slice(0, k).filter(Boolean).length / k;
    let averagePrecision = 0;
    for (let k = 1; k <= total; k++) {
      averagePrecision += right[k - 1] ? precisionAt(k) / total : 0;
    }
    const gains = (relevant: readonly boolean[]): number =>
      relevant.reduce((sum, hit, at) => sum + (hit ? Math.LN2 / Math.log(at + 2) : 0), 0);
    const ndcg = gains(right.slice(0, total)) / gains(Array(total).fill(true));
    const recalls = ks.map((k) => (right.slice(0, k).includes(true) ? 1 : 0));
    scored.push({ recalls, rPrecision: precisionAt(total), averagePrecision, ndcg });
  }
  const mean = (values: number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
  return {
    recallAt: ks.map((_, at) => mean(scored.map(({ recalls }) => recalls[at] as number))),
    rPrecision: mean(scored.map(({ rPrecision }) => rPrecision)),
    mapAtR: mean(scored.map(({ averagePrecision }) => averagePrecision)),
    ndcg: mean(scored.map(({ ndcg }) => ndcg)),
    queries: scored.length,
  };
}

function expectSame(fast: RetrievalMetrics, naive: ReturnType<typeof naiveRetrieval>): void {
  expect(Object.values(fast.recallAt)).toEqual(naive.recallAt);
  expect(fast.queries).toBe(naive.queries);
  expect(fast.rPrecision).toBeCloseTo(naive.rPrecision, 12);
  expect(fast.mapAtR).toBeCloseTo(naive.mapAtR, 12);
  expect(fast.ndcg).toBeCloseTo(naive.ndcg, 12);
}

interface RandomRows {
  readonly count: number;
  readonly classes: number;
  readonly dimension: number;
  readonly seed: number;
}

/**
 * Rows around a direction of their class; every fifth one is a copy of the row before, which makes
 * ties.
 */
function randomRows({ count, classes, dimension, seed }: RandomRows): LabelledVectors {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: count }, () => random.below(classes));
  const vectors = new Float32Array(count * dimension);
  labels.forEach((label, row) => {
    for (let column = 0; column < dimension; column++) {
      const at = row * dimension + column;
      const centre = column === label % dimension ? 1 : 0;
      vectors[at] =
        row % 5 === 4 ? (vectors[at - dimension] as number) : centre + 0.5 * random.normal();
    }
  });
  return { vectors, labels };
}

/** Unit vectors in the plane at these angles, so that cosine order is angle order. */
function atDegrees(rows: readonly (readonly [degrees: number, label: number])[]): LabelledVectors {
  return {
    vectors: Float32Array.from(
      rows.flatMap(([degrees]) => {
        const angle = (degrees * Math.PI) / 180;
        return [Math.cos(angle), Math.sin(angle)];
      }),
    ),
    labels: Int32Array.from(rows, ([, label]) => label),
  };
}

describe('evaluateRetrieval', () => {
  it('gives the numbers that a ranking on paper gives', () => {
    // From 0 degrees the gallery ranks: right, wrong, right, right, wrong, so R = 3 and
    // R-precision = 2/3, MAP@R = (1/1 + 0 + 2/3) / 3 = 5/9,
    // nDCG = (1 + 1/2) / (1 + 1/log2(3) + 1/2).
    const gallery = atDegrees([
      [10, 0],
      [20, 1],
      [30, 0],
      [40, 0],
      [50, 1],
    ]);
    const first = evaluateRetrieval({ gallery, queries: atDegrees([[0, 0]]), dimension: 2 });
    expect(first.recallAt).toEqual({ 1: 1, 5: 1, 10: 1 });
    expect(first.rPrecision).toBeCloseTo(2 / 3, 12);
    expect(first.mapAtR).toBeCloseTo(5 / 9, 12);
    expect(first.ndcg).toBeCloseTo(1.5 / (1.5 + Math.LN2 / Math.log(3)), 12);

    // The other class: wrong, right, so R = 2, R-precision = 1/2, MAP@R = (0 + 1/2) / 2 = 1/4.
    const second = evaluateRetrieval({
      gallery,
      queries: atDegrees([[0, 1]]),
      dimension: 2,
      ks: [1, 2],
    });
    expect(second.recallAt).toEqual({ 1: 0, 2: 1 });
    expect(second.rPrecision).toBeCloseTo(1 / 2, 12);
    expect(second.mapAtR).toBeCloseTo(1 / 4, 12);
  });

  it('leaves the query itself out when the gallery asks itself', () => {
    // Neighbours at 1 and 2 degrees have other classes: nobody finds its partner first.
    const gallery = atDegrees([
      [0, 0],
      [1, 1],
      [2, 0],
      [3, 1],
    ]);
    const metrics = evaluateRetrieval({ gallery, dimension: 2, ks: [1, 3] });
    expect(metrics).toEqual({
      recallAt: { 1: 0, 3: 1 },
      rPrecision: 0,
      mapAtR: 0,
      ndcg: 0,
      queries: 4,
    });
  });

  it('does not count a query that nothing can answer', () => {
    const gallery = atDegrees([
      [0, 0],
      [5, 0],
      [90, 1],
    ]);
    expect(evaluateRetrieval({ gallery, dimension: 2 }).queries).toBe(2);
    const strangers = atDegrees([[0, 7]]);
    const none = evaluateRetrieval({ gallery, queries: strangers, dimension: 2, ks: [1] });
    expect(none).toEqual({ recallAt: { 1: 0 }, rPrecision: 0, mapAtR: 0, ndcg: 0, queries: 0 });
  });

  it('ranks equal rows by index', () => {
    const queries = atDegrees([[0, 0]]);
    const task = { queries, dimension: 2, ks: [1] };
    const tied = (labels: readonly number[]): LabelledVectors =>
      atDegrees(labels.map((label) => [30, label] as const));
    expect(evaluateRetrieval({ ...task, gallery: tied([0, 1, 1]) }).recallAt['1']).toBe(1);
    expect(evaluateRetrieval({ ...task, gallery: tied([1, 0, 0]) }).recallAt['1']).toBe(0);
  });

  it('agrees with the definitions, leave-one-out', () => {
    for (const seed of [1, 2, 3]) {
      const task = {
        gallery: randomRows({ count: 203, classes: 9, dimension: 7, seed }),
        dimension: 7,
      };
      expectSame(evaluateRetrieval(task), naiveRetrieval(task));
    }
  });

  it('agrees with the definitions when it needs several blocks and tiles', () => {
    // 256 queries a block, 512 gallery rows a tile: two blocks, three tiles.
    const gallery = randomRows({ count: 1250, classes: 40, dimension: 5, seed: 4 });
    const queries = randomRows({ count: 300, classes: 45, dimension: 5, seed: 5 });
    const task = { gallery, queries, dimension: 5, ks: [1, 3, 100] };
    expectSame(evaluateRetrieval(task), naiveRetrieval(task));
  });

  it('survives rows of zeros and galleries smaller than K', () => {
    const gallery = { vectors: new Float32Array(6), labels: Int32Array.from([0, 0, 1]) };
    const metrics = evaluateRetrieval({ gallery, dimension: 2 });
    expect(metrics.queries).toBe(2);
    expect(metrics.recallAt['10']).toBe(1);
  });
});
