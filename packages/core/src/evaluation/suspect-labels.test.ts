import { expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { rankQueries } from './evaluate-vectors.js';
import { suspectLabels } from './suspect-labels.js';

const classes = 6;

/** Classes around axes of their own. */
function draw(perClass: number, noise: number) {
  const random = createRandom(8);
  const labels = Int32Array.from({ length: classes * perClass }, (_, row) => row % classes);
  const vectors = new Float32Array(labels.length * classes).map(
    (_, at) =>
      ((labels[Math.floor(at / classes)] ?? 0) === at % classes ? 1 : 0) + noise * random.normal(),
  );
  return { vectors, labels };
}

it('finds labels that were planted wrongly, the surest first', async () => {
  const { vectors, labels: truth } = draw(40, 0.15);
  const planted = [3, 50, 101, 152, 203];
  const labels = truth.map((label, row) => (planted.includes(row) ? (label + 2) % classes : label));
  const results = await rankQueries({ gallery: { vectors, labels }, dimension: classes });
  const suspects = suspectLabels(results, labels);
  expect(suspects.map(({ row }) => row).sort((a, b) => a - b)).toEqual(planted);
  for (const { row, label, suggested, labelShare, suggestedShare } of suspects) {
    expect([label, suggested]).toEqual([labels[row], truth[row]]);
    expect(suggestedShare).toBeGreaterThan(labelShare);
  }
});

it('does not call a class wrong because it is hard to tell', async () => {
  // So much noise that half of the nearest neighbours are wrong.
  const { vectors, labels } = draw(40, 0.9);
  const results = await rankQueries({ gallery: { vectors, labels }, dimension: classes });
  const wrong = results.firstHits.filter((rank) => rank !== 1).length;
  expect(wrong).toBeGreaterThan(60);
  expect(suspectLabels(results, labels).length).toBeLessThan(wrong * 0.8);
});

it('judges no picture with fewer than three others of its label', async () => {
  const vectors = Float32Array.of(1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0);
  const labels = Int32Array.of(0, 0, 0, 0, 0, 1, 1);
  const results = await rankQueries({ gallery: { vectors, labels }, dimension: 2 });
  expect(suspectLabels(results, labels)).toEqual([]);
});
