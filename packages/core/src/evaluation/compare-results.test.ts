import { expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { compareResults, comparisonSchema } from './compare-results.js';
import { evaluateRetrieval } from './evaluate-retrieval.js';
import { rankQueries } from './evaluate-vectors.js';
import type { RetrievalTask } from './labelled-vectors.js';

const count = 90;
const labels = Int32Array.from({ length: count }, (_, row) => row % 9);

/** Rows around a direction of their class. */
function scattered(noise: number): RetrievalTask {
  const random = createRandom(4);
  const vectors = new Float32Array(count * 9).map(
    (_, at) => (Math.floor(at / 9) % 9 === at % 9 ? 1 : 0) + noise * random.normal(),
  );
  return { gallery: { vectors, labels }, dimension: 9 };
}

it('gives the differences of the metrics, with bounds that hold them', async () => {
  const [before, after] = [scattered(0.9), scattered(0.5)];
  const [first, second] = [await rankQueries(before), await rankQueries(after)];
  const comparison = compareResults({ first, second, labels });
  expect(comparisonSchema.parse(comparison)).toEqual(comparison);

  const [old, young] = [evaluateRetrieval(before), evaluateRetrieval(after)];
  const less = (a = Number.NaN, b = Number.NaN) => expect.closeTo(a - b, 12);
  const recall = less(young.recallAt['1'], old.recallAt['1']);
  expect(comparison?.differences).toMatchObject({
    recallAt1: { difference: recall },
    recallAt10: { difference: less(young.recallAt['10'], old.recallAt['10']) },
    rPrecision: { difference: less(young.rPrecision, old.rPrecision) },
    mapAtR: { difference: less(young.mapAtR, old.mapAtR) },
    ndcg: { difference: less(young.ndcg, old.ndcg) },
  });
  expect(comparison?.differences['mapAtR']?.low).toBeGreaterThan(0);
  const { onlyFirstRight = 0, onlySecondRight = 0 } = comparison ?? {};
  expect((onlySecondRight - onlyFirstRight) / count).toEqual(recall);
});

it('counts the answers that change', async () => {
  const place = (degrees: number[]): RetrievalTask => {
    const radians = degrees.map((angle) => (angle * Math.PI) / 180);
    const vectors = radians.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]);
    const gallery = { vectors: Float32Array.from(vectors), labels: Int32Array.of(0, 0, 1, 1) };
    return { gallery, dimension: 2, ks: [1, 2] };
  };
  const compare = async (from: number[], to: number[]) =>
    compareResults({
      first: await rankQueries(place(from)),
      second: await rankQueries(place(to)),
      labels: Int32Array.of(0, 0, 1, 1),
    });
  expect(await compare([0, 10, 30, 65], [0, 10, 30, 65])).toMatchObject({
    queries: 4,
    changedTop1: 0,
    changedTopK: 0,
    differences: { mapAtR: { difference: 0, low: 0, high: 0 } },
  });
  // The second and the third change places: other nearest ones, but the same nearest two.
  expect(await compare([0, 10, 30, 65], [0, 30, 10, 65])).toMatchObject({
    changedTop1: 1,
    changedTopK: 0,
    onlyFirstRight: 3,
    onlySecondRight: 0,
  });
  // The last one moves to the other end. Nearest two before: 1 2, 0 2, 1 0, 2 1; after: 1 3, 0 2,
  // 1 0, 0 1.
  expect(await compare([0, 10, 30, 65], [0, 10, 30, -15])).toMatchObject({
    changedTop1: 0.25,
    changedTopK: 0.25,
  });
});

it('has nothing to compare where nothing can be answered', async () => {
  const alone = { gallery: { vectors: Float32Array.of(1, 2), labels: Int32Array.of(0, 1) } };
  const results = await rankQueries({ ...alone, dimension: 1 });
  const compared = { first: results, second: results, labels: alone.gallery.labels };
  expect(compareResults(compared)).toBeNull();
});
