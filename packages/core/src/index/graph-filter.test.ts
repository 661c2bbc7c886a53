import { expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { drawnVectors } from './drawn-vectors.js';
import { GraphIndex } from './graph-index.js';
import { type IndexOptions, indexParameters } from './index-parameters.js';

const dimension = 16;

function linkedIndex(vectors: Float32Array, options: Partial<IndexOptions> = {}): GraphIndex {
  const index = new GraphIndex(indexParameters({ dimension, exactMax: 100, ...options }));
  index.add(ascending(0, vectors.length / dimension), vectors);
  while (index.hasWork) index.advance(256);
  return index;
}

function ascending(from: number, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, at) => from + at);
}

it('finds the nearest behind a filter, be they near the query or far from it', () => {
  const all = drawnVectors(createRandom(18), { dimension, centres: 8 }).draw(3000);
  const index = linkedIndex(all);
  const spread = ascending(0, 3000).filter((label) => label % 7 === 0);
  let found = 0;
  for (let row = 0; row < 20; row++) {
    const query = all.slice(row * dimension, (row + 1) * dimension);
    const byDistance = index.search(query, { limit: 3000, exact: true }).neighbors;
    const far = Uint32Array.from(byDistance.slice(1500), ({ label }) => label);
    for (const allowed of [far, spread]) {
      const wanted = index.search(query, { limit: 10, exact: true, allowed }).neighbors;
      const { neighbors, exact } = index.search(query, { limit: 10, allowed });
      expect(exact).toBe(false);
      expect(neighbors).toHaveLength(10);
      const labels = new Set(neighbors.map(({ label }) => label));
      found += wanted.filter(({ label }) => labels.has(label)).length / 400;
    }
  }
  expect(found).toBeGreaterThanOrEqual(0.95);
});

it('looks a filter up anew when the index has changed', () => {
  const { draw } = drawnVectors(createRandom(19), { dimension, centres: 3 });
  const index = linkedIndex(draw(200));
  const allowed = Uint32Array.of(5, 9, 200);
  const query = draw(1);
  const answered = () =>
    index.search(query, { limit: 9, allowed }).neighbors.map(({ label }) => label);
  expect(answered().sort()).toEqual([5, 9]);
  index.remove([9]);
  index.add([200], draw(1));
  expect(answered().sort()).toEqual([200, 5]);
});

it('never answers with fewer than there are: the graph gives way to the scan', () => {
  const vectors = drawnVectors(createRandom(14), { dimension, centres: 3 });
  const index = linkedIndex(vectors.draw(3000), { m: 2, efConstruction: 2 });
  const allowed = ascending(0, 400);
  for (let query = 0; query < 20; query++) {
    const { neighbors } = index.search(vectors.draw(1), { limit: 300, ef: 300, allowed });
    expect(neighbors).toHaveLength(300);
  }
});
