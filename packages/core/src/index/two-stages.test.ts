import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { bruteForce } from './drawn-vectors.js';
import { GraphIndex } from './graph-index.js';
import { exactIndex } from './index.js';
import { indexParameters, type RerankOptions } from './index-parameters.js';
import { loadIndex } from './load-index.js';
import { saveIndex } from './save-index.js';
import type { SearchResult } from './vector-index.js';

const shadowWidth = 8;
const embeddingWidth = 32;
const width = shadowWidth + embeddingWidth;
const directory = mkdtempSync(join(tmpdir(), 'umbra-index-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/**
 * Embeddings whose numbers get smaller and smaller, as after a PCA; the shadow is the first few.
 * As `[N, d + D]`.
 */
function drawTwoParts(seed: number) {
  const random = createRandom(seed);
  return (count: number): Float32Array => {
    const vectors = new Float32Array(count * width);
    for (let row = 0; row < count; row++) {
      const embedding = Float32Array.from(
        { length: embeddingWidth },
        (_, at) => random.normal() * (at + 1) ** -0.8,
      );
      vectors.set(embedding.subarray(0, shadowWidth), row * width);
      vectors.set(embedding, row * width + shadowWidth);
    }
    return vectors;
  };
}

function open(precision: RerankOptions['precision']): GraphIndex {
  return new GraphIndex(parametersOf(precision));
}

function parametersOf(precision: RerankOptions['precision']) {
  const rerank = { dimension: embeddingWidth, precision };
  return indexParameters({ dimension: shadowWidth, exactMax: 100, rerank });
}

function labelsUpTo(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, at) => at);
}

function finish(index: GraphIndex): void {
  while (index.hasWork) index.advance(256);
}

/** A part of every vector, by its row. */
function partsOf(vectors: Float32Array, part: 'shadow' | 'embedding'): Map<number, Float32Array> {
  const [from, to] = part === 'shadow' ? [0, shadowWidth] : [shadowWidth, width];
  return new Map(
    Array.from({ length: vectors.length / width }, (_, row) => [
      row,
      vectors.subarray(row * width + from, row * width + to),
    ]),
  );
}

function shareFound(result: SearchResult, wanted: readonly { label: number }[]): number {
  const found = new Set(result.neighbors.map(({ label }) => label));
  return wanted.filter(({ label }) => found.has(label)).length / wanted.length;
}

describe('search in two stages', () => {
  for (const [precision, offMost] of [
    ['float32', 1e-6],
    ['int8', 0.01],
  ] as const) {
    it(`${precision}: finds by the shadow and ranks by the full embedding`, () => {
      const draw = drawTwoParts(5);
      const vectors = draw(3000);
      const index = open(precision);
      index.add(labelsUpTo(3000), vectors);
      finish(index);
      const full = partsOf(vectors, 'embedding');
      let twoStages = 0;
      let shadowAlone = 0;
      for (let asked = 0; asked < 30; asked++) {
        const query = draw(1);
        const wanted = bruteForce(full, query.subarray(shadowWidth), 3000);
        const distances = new Map(wanted.map(({ label, distance }) => [label, distance]));
        const result = index.search(query, { limit: 10 });
        expect(result.exact).toBe(false);
        for (const { label, distance } of result.neighbors) {
          expect(Math.abs(distance - (distances.get(label) ?? 9))).toBeLessThan(offMost);
        }
        twoStages += shareFound(result, wanted.slice(0, 10)) / 30;
        const coarse = index.search(query.subarray(0, shadowWidth), { limit: 10 });
        shadowAlone += shareFound(coarse, wanted.slice(0, 10)) / 30;
      }
      expect(shadowAlone).toBeLessThan(0.8);
      expect(twoStages).toBeGreaterThan(0.95);
    });
  }

  it('goes by the shadow alone when the query is one', () => {
    const draw = drawTwoParts(6);
    const vectors = draw(300);
    const index = open('float32');
    index.add(labelsUpTo(300), vectors);
    const shadow = draw(1).subarray(0, shadowWidth);
    const result = index.search(shadow, { limit: 5, exact: true });
    const wanted = bruteForce(partsOf(vectors, 'shadow'), shadow, 5);
    expect(result.neighbors.map(({ label }) => label)).toEqual(wanted.map(({ label }) => label));
  });

  it('compares with every full embedding where exactness is asked for, filtered or not', async () => {
    const draw = drawTwoParts(7);
    const vectors = draw(500);
    const index = open('float32');
    const oracle = exactIndex(parametersOf('float32'));
    index.add(labelsUpTo(500), vectors);
    await oracle.add(labelsUpTo(500), vectors);
    finish(index);
    const query = draw(1);
    const full = partsOf(vectors, 'embedding');
    const even = new Map([...full].filter(([label]) => label % 2 === 0));
    for (const [known, allowed] of [
      [full, undefined],
      [even, Uint32Array.from(even.keys())],
    ] as const) {
      const options = { limit: 9, exact: true, ...(allowed === undefined ? {} : { allowed }) };
      const wanted = bruteForce(known, query.subarray(shadowWidth), 9).map(({ label }) => label);
      const result = index.search(query, options);
      expect(result.exact).toBe(true);
      expect(result.neighbors.map(({ label }) => label)).toEqual(wanted);
      expect(await oracle.search(query, options)).toEqual(result);
    }
    const filtered = index.search(query, { limit: 9, allowed: Uint32Array.from(even.keys()) });
    expect(filtered.neighbors).toHaveLength(9);
    expect(filtered.neighbors.every(({ label }) => label % 2 === 0)).toBe(true);
  });

  it('keeps both parts of a vector together while others go', () => {
    const draw = drawTwoParts(8);
    const vectors = draw(4000);
    const index = open('int8');
    index.add(labelsUpTo(4000), vectors);
    index.remove(labelsUpTo(3900));
    finish(index);
    for (const row of [3900, 3950, 3999]) {
      const own = vectors.slice(row * width, (row + 1) * width);
      const [nearest] = index.search(own, { limit: 1 }).neighbors;
      expect(nearest?.label).toBe(row);
      expect(nearest?.distance).toBeLessThan(0.001);
    }
  });

  it('refuses a vector one of whose parts points nowhere', () => {
    const index = open('float32');
    const half = new Float32Array(width).fill(1, 0, shadowWidth);
    expect(() => index.add([1], half)).toThrow(/all zeros/);
    expect(() => index.add([1], half.fill(1).subarray(1))).toThrow(/1 vectors of 40 numbers/);
    expect(index.stats().size).toBe(0);
  });

  it('is saved and restored with its full embeddings, and tells their memory', () => {
    const vectors = drawTwoParts(9)(300);
    const query = drawTwoParts(10)(1);
    const bytes = (['float32', 'int8'] as const).map((precision) => {
      const index = open(precision);
      index.add(labelsUpTo(300), vectors);
      index.remove([7, 8]);
      const source = { directory: join(directory, precision), revision: 'r' };
      saveIndex(index, source);
      const restored = loadIndex(parametersOf(precision), source);
      expect(restored?.search(query, { limit: 20 })).toEqual(index.search(query, { limit: 20 }));
      const other = precision === 'int8' ? 'float32' : 'int8';
      expect(loadIndex(parametersOf(other), source)).toBeNull();
      expect(loadIndex({ ...parametersOf(precision), rerank: null }, source)).toBeNull();
      return index.stats().bytes.embeddings;
    });
    expect(bytes[0]).toBeGreaterThanOrEqual(300 * embeddingWidth * 4);
    expect(bytes[1]).toBe((bytes[0] ?? 0) / 4);
  });
});
