import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { evaluateRetrieval } from './evaluate-retrieval.js';
import { evaluateVectors } from './evaluate-vectors.js';
import { type LabelledVectors, type RetrievalTask, unitRows } from './labelled-vectors.js';
import { separationMetricsSchema } from './separation-metrics.js';
import { verificationMetricsSchema } from './verification-metrics.js';

interface ScoredPair {
  readonly score: number;
  readonly genuine: boolean;
}

/** Every pair's score, and the silhouette word for word from all distances. */
function naive({ gallery, queries, dimension }: RetrievalTask) {
  const asked = queries ?? gallery;
  const rows = unitRows(gallery.vectors, dimension);
  const askedRows = unitRows(asked.vectors, dimension);
  const cosine = (query: number, row: number): number => {
    let sum = 0;
    for (let column = 0; column < dimension; column++) {
      sum += (askedRows[query * dimension + column] ?? 0) * (rows[row * dimension + column] ?? 0);
    }
    return sum;
  };
  const pairs: ScoredPair[] = [];
  const silhouettes = [...asked.labels].map((label, query) => {
    const byClass = new Map<number, number[]>();
    gallery.labels.forEach((other, row) => {
      if (queries !== undefined || row !== query) {
        const score = cosine(query, row);
        pairs.push({ score: (1 + score) / 2, genuine: other === label });
        byClass.set(other, [...(byClass.get(other) ?? []), 1 - score]);
      }
    });
    const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const own = byClass.get(label);
    byClass.delete(label);
    const next = Math.min(...[...byClass.values()].map(mean));
    return own === undefined ? 0 : (next - mean(own)) / Math.max(next, mean(own));
  });
  return { pairs, silhouettes };
}

function rates(pairs: readonly ScoredPair[], threshold: number) {
  const share = (wanted: boolean, accepted: boolean): number => {
    const some = pairs.filter(({ genuine }) => genuine === wanted);
    return some.filter(({ score }) => score >= threshold === accepted).length / some.length;
  };
  return { far: share(false, true), frr: share(true, false) };
}

function draw(options: { count: number; classes: number; seed: number }): LabelledVectors {
  const random = createRandom(options.seed);
  const labels = Int32Array.from({ length: options.count }, () => random.below(options.classes));
  const vectors = new Float32Array(options.count * 4).map(
    (_, at) => ((labels[at >> 2] ?? 0) % 4 === at % 4 ? 1.5 : 0) + random.normal(),
  );
  return { vectors, labels };
}

const gallery = draw({ count: 120, classes: 6, seed: 1 });
const queries = draw({ count: 50, classes: 7, seed: 2 });

describe.each([
  ['leave-one-out', { gallery, dimension: 4 }],
  ['gallery and queries', { gallery, queries, dimension: 4 }],
])('evaluateVectors, %s', (_, task: RetrievalTask) => {
  it('verifies as all pairs in a list do', async () => {
    const { verification } = await evaluateVectors(task);
    const { pairs } = naive(task);
    const sides = task.queries === undefined ? 2 : 1;
    const genuine = pairs.filter((pair) => pair.genuine);
    const impostor = pairs.filter((pair) => !pair.genuine);
    expect(verification?.genuinePairs).toBe(genuine.length / sides);
    expect(verification?.impostorPairs).toBe(impostor.length / sides);
    let above = 0;
    for (const { score } of genuine) {
      for (const other of impostor) {
        above += score > other.score ? 1 : score === other.score ? 0.5 : 0;
      }
    }
    expect(verification?.auc).toBeCloseTo(above / (genuine.length * impostor.length), 4);
    expect(verification?.curve.length).toBeGreaterThan(8);
    for (const { threshold, far, frr } of verification?.curve ?? []) {
      expect(rates(pairs, threshold)).toEqual({ far, frr: expect.closeTo(frr, 12) });
    }
    // No threshold a step lower keeps the FAR.
    const point = verification?.curve.find(({ far }) => far <= 0.01);
    expect(verification?.frrAtFar['0.01']).toBe(point?.frr);
    expect(rates(pairs, (point?.threshold ?? 0) - 1 / 65_536).far).toBeGreaterThan(0.01);
    const { far, frr } = rates(pairs, verification?.eerThreshold ?? 0);
    expect(far).toBeCloseTo(verification?.eer ?? Number.NaN, 2);
    expect(frr).toBeCloseTo(verification?.eer ?? Number.NaN, 2);
    expect(verificationMetricsSchema.parse(verification)).toEqual(verification);
  });

  it('separates as all distances do', async () => {
    const { separation, classes } = await evaluateVectors(task);
    const { pairs, silhouettes } = naive(task);
    const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const distances = (wanted: boolean): number[] =>
      pairs.filter(({ genuine }) => genuine === wanted).map(({ score }) => 2 - 2 * score);
    expect(separation?.silhouette).toBeCloseTo(mean(silhouettes), 6);
    expect(separation?.intraClassDistance).toBeCloseTo(mean(distances(true)), 6);
    expect(separation?.interClassDistance).toBeCloseTo(mean(distances(false)), 6);
    expect(separationMetricsSchema.parse(separation)).toEqual(separation);
    const asked = (task.queries ?? task.gallery).labels;
    for (const { label, silhouette } of classes) {
      const own = silhouettes.filter((_value, row) => asked[row] === label);
      expect(silhouette).toBeCloseTo(mean(own), 6);
    }
  });

  it('retrieves as evaluateRetrieval does; the classes add up to the whole', async () => {
    const { retrieval, classes, confusions } = await evaluateVectors(task);
    expect(retrieval).toEqual(evaluateRetrieval(task));
    const sum = (of: (entry: (typeof classes)[number]['retrieval']) => number): number =>
      classes.reduce((total, entry) => total + of(entry.retrieval), 0);
    expect(sum((entry) => entry.queries)).toBe(retrieval.queries);
    expect(sum((entry) => entry.queries * entry.mapAtR) / retrieval.queries).toBeCloseTo(
      retrieval.mapAtR,
      12,
    );
    const wrong = confusions.reduce((total, { queries: count }) => total + count, 0);
    expect(wrong).toBe(
      Math.round(retrieval.queries * (1 - (retrieval.recallAt['1'] ?? Number.NaN))),
    );
    const worst = classes.map((entry) => entry.retrieval.mapAtR);
    expect(worst).toEqual([...worst].sort((a, b) => a - b));
  });
});

describe('edges', () => {
  const axis = (index: number): number[] => [0, 1, 2].map((at) => (at === index ? 1 : 0));
  const rows = (vectors: number[][], labels: number[]): LabelledVectors => ({
    vectors: Float32Array.from(vectors.flat()),
    labels: Int32Array.from(labels),
  });

  it('gives the best there is for classes on axes of their own', async () => {
    const set = rows([axis(0), axis(0), axis(1), axis(1), axis(2), axis(2)], [0, 0, 1, 1, 2, 2]);
    const { verification, separation, confusions } = await evaluateVectors({
      gallery: set,
      dimension: 3,
    });
    expect(verification).toMatchObject({ genuinePairs: 3, impostorPairs: 12, auc: 1, eer: 0 });
    expect(verification?.frrAtFar).toEqual({ '0.01': null, '0.001': null });
    expect(separation).toEqual({ silhouette: 1, intraClassDistance: 0, interClassDistance: 1 });
    expect(confusions).toEqual([]);
  });

  it('counts who is taken for whom', async () => {
    // Both of class 0 lie on class 1, and the single picture of class 2 asks nothing.
    const set = rows([axis(0), axis(0), axis(0), axis(1), axis(1)], [1, 0, 0, 1, 2]);
    const { confusions, classes } = await evaluateVectors({ gallery: set, dimension: 3, ks: [1] });
    expect(confusions).toEqual([
      { label: 0, answer: 1, queries: 2, share: 1 },
      { label: 1, answer: 0, queries: 1, share: 0.5 },
      { label: 1, answer: 2, queries: 1, share: 0.5 },
    ]);
    expect(classes.map(({ label }) => label)).toEqual([0, 1]);
  });

  it('has nothing to tell apart in one class, or in classes of one picture', async () => {
    for (const labels of [
      [4, 4, 4],
      [0, 1, 2],
    ]) {
      const set = rows([axis(0), axis(1), axis(2)], labels);
      const { verification, separation } = await evaluateVectors({ gallery: set, dimension: 3 });
      expect([verification, separation]).toEqual([null, null]);
    }
  });

  it('refuses what is no number, naming the vector', async () => {
    const set = rows([axis(0), [0, Number.NaN, 0], axis(2)], [0, 0, 1]);
    await expect(evaluateVectors({ gallery: set, dimension: 3 })).rejects.toMatchObject({
      code: 'invalid_vector',
      message: expect.stringContaining('Vector 2 of 3'),
    });
    expect(() => evaluateRetrieval({ gallery: set, dimension: 3 })).toThrow(/Vector 2 of 3/);
  });

  it('tells its progress, lets others run, and stops when it is told to', async () => {
    const set = draw({ count: 600, classes: 5, seed: 3 });
    const seen: (readonly [done: number, othersRan: boolean])[] = [];
    let othersRan = false;
    setImmediate(() => {
      othersRan = true;
    });
    await evaluateVectors(
      { gallery: set, dimension: 4 },
      { onProgress: (done) => seen.push([done, othersRan]) },
    );
    expect(seen).toEqual([
      [256, false],
      [512, true],
      [600, true],
    ]);
    const controller = new AbortController();
    const stopped = evaluateVectors(
      { gallery: set, dimension: 4 },
      { signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) },
    );
    await expect(stopped).rejects.toThrow('enough');
  });
});
