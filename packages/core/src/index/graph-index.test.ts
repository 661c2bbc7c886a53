import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../random/index.js';
import { bruteForce, drawnVectors } from './drawn-vectors.js';
import { GraphIndex } from './graph-index.js';
import { type IndexOptions, indexParameters } from './index-parameters.js';
import type { SearchResult } from './vector-index.js';

const dimension = 16;

function open(options: Partial<IndexOptions> = {}): GraphIndex {
  return new GraphIndex(indexParameters({ dimension, exactMax: 100, ...options }));
}

function finish(index: GraphIndex): void {
  while (index.hasWork) index.advance(256);
}

function ascending(from: number, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, at) => from + at);
}

function recall(found: SearchResult, wanted: readonly { label: number }[]): number {
  const labels = new Set(found.neighbors.map(({ label }) => label));
  return wanted.filter(({ label }) => labels.has(label)).length / wanted.length;
}

describe('the graph beside the exact index', () => {
  it('finds at least 95 % of the nearest ten in clustered vectors', () => {
    const vectors = drawnVectors(createRandom(11), { dimension, centres: 40 });
    const index = open();
    const count = 4000;
    const all = vectors.draw(count);
    index.add(ascending(0, count), all);
    finish(index);
    const known = new Map(
      Array.from({ length: count }, (_, row) => [
        row,
        all.subarray(row * dimension, (row + 1) * dimension),
      ]),
    );
    let found = 0;
    for (let query = 0; query < 50; query++) {
      const asked = vectors.draw(1);
      const result = index.search(asked, { limit: 10 });
      expect(result.exact).toBe(false);
      found += recall(result, bruteForce(known, asked, 10)) / 50;
    }
    expect(found).toBeGreaterThanOrEqual(0.95);
  });

  it('answers from the graph and from what is not linked yet as from one', () => {
    const vectors = drawnVectors(createRandom(12), { dimension, centres: 5 });
    const index = open();
    index.add(ascending(0, 600), vectors.draw(600));
    index.advance(300);
    const late = vectors.draw(1);
    index.add([600], late);
    const result = index.search(late, { limit: 3 });
    expect(result.exact).toBe(false);
    expect(result.neighbors[0]).toMatchObject({ label: 600 });
  });

  it('scans where few are held, few are allowed, or it is told to', () => {
    const vectors = drawnVectors(createRandom(13), { dimension, centres: 5 });
    const index = open();
    index.add(ascending(0, 2000), vectors.draw(2000));
    finish(index);
    const query = vectors.draw(1);
    expect(index.search(query, { limit: 5 }).exact).toBe(false);
    expect(index.search(query, { limit: 5, exact: true }).exact).toBe(true);
    expect(index.search(query, { limit: 5, allowed: ascending(0, 90) }).exact).toBe(true);
    expect(index.search(query, { limit: 50, allowed: ascending(0, 150) }).exact).toBe(true);
    const half = index.search(query, { limit: 5, allowed: ascending(0, 1000) });
    expect(half.exact).toBe(false);
    expect(half.neighbors.every(({ label }) => label < 1000)).toBe(true);
    expect(half.neighbors).toHaveLength(5);
  });

  it('puts equal vectors in the order of their labels', () => {
    const index = open({ exactMax: 0 });
    const same = new Float32Array(40 * dimension).fill(0.5);
    index.add(ascending(7, 40), same);
    finish(index);
    const { neighbors } = index.search(same.subarray(0, dimension), { limit: 40 });
    expect(neighbors.map(({ label }) => label)).toEqual([...ascending(7, 40)]);
    expect(neighbors.every(({ distance }) => distance >= 0 && distance < 1e-6)).toBe(true);
  });
});

describe('wear', () => {
  it('rebuilds a worn graph while it goes on answering, and drops it when few are left', () => {
    const vectors = drawnVectors(createRandom(15), { dimension, centres: 10 });
    const index = open();
    index.add(ascending(0, 1000), vectors.draw(1000));
    finish(index);
    index.remove(ascending(0, 300));
    expect(index.hasWork).toBe(false);
    index.remove([300]);
    expect(index.hasWork).toBe(true);

    const worn = index.serving;
    index.advance(400);
    index.remove([310, 990]);
    index.add([1000], vectors.draw(1));
    expect(index.serving).toBe(worn);
    expect(index.search(vectors.draw(1), { limit: 700 }).neighbors).toHaveLength(698);
    finish(index);
    expect(index.serving).not.toBe(worn);
    expect(index.serving?.graph.nodes).toBe(699);
    expect(index.serving?.graph.deleted).toBe(1);

    index.remove(ascending(0, 950));
    finish(index);
    expect(index.serving).toBeNull();
    expect(index.search(vectors.draw(1), { limit: 99 })).toMatchObject({ exact: true });
  });

  it('moves the living together, and comes to an end where the last labels are gone', () => {
    const vectors = drawnVectors(createRandom(17), { dimension, centres: 10 });
    const index = open();
    index.add(ascending(0, 2500), vectors.draw(2500));
    index.advance(100);
    index.remove(ascending(1000, 1500).reverse());
    expect(index.store.slots).toBeLessThan(2500 - 1024);
    for (let round = 0; round < 20; round++) index.advance(100);
    expect(index.hasWork).toBe(false);
    index.add([2500], vectors.draw(1));
    finish(index);
    expect(index.serving?.graph.nodes).toBe(1001);
  });

  it('grows past its first capacity', () => {
    const vectors = drawnVectors(createRandom(16), { dimension: 4, centres: 10 });
    const index = new GraphIndex(indexParameters({ dimension: 4, m: 4, efConstruction: 10 }));
    index.add(ascending(0, 4000), vectors.draw(4000));
    finish(index);
    expect(index.serving?.graph.nodes).toBe(4000);
  });
});

describe('our own mistakes', () => {
  const one = new Float32Array(dimension).fill(1);

  it('refuses labels that are used, lower than ever used, or no labels', () => {
    const index = open();
    index.add([5], one);
    index.remove([5]);
    for (const label of [5, 4, -1, 6.5, Number.NaN, 2 ** 32]) {
      expect(() => index.add([label], one), `${label}`).toThrow('invariant');
    }
    const two = new Float32Array(2 * dimension).fill(1);
    expect(() => index.add([7, 7], two)).toThrow('invariant');
    expect(() => index.add([9, 8], two)).toThrow('invariant');
    expect(index.store.live).toBe(0);
  });

  it('files all vectors of a batch or none', () => {
    const index = open();
    const batch = new Float32Array(2 * dimension).fill(1);
    batch[dimension + 3] = Number.NaN;
    expect(() => index.add([1, 2], batch)).toThrow(
      expect.objectContaining({ code: 'invalid_vector' }),
    );
    expect(() => index.add([1, 2], one)).toThrow(
      expect.objectContaining({ code: 'wrong_dimension' }),
    );
    expect(index.store.live).toBe(0);
    index.add([1, 2], new Float32Array(2 * dimension).fill(1));
    expect(index.store.live).toBe(2);
  });
});

/** One index and the plain facts about it, changed together at random. */
class Interleaving {
  readonly known = new Map<number, Float32Array>();
  readonly index: GraphIndex;
  readonly #random: Random;
  readonly #draw: (count: number) => Float32Array;
  #nextLabel = 0;

  constructor(seed: number) {
    this.#random = createRandom(seed);
    const dimension = 3 + this.#random.below(10);
    this.index = new GraphIndex(indexParameters({ dimension, exactMax: 60, m: 8 }));
    this.#draw = drawnVectors(this.#random, { dimension, centres: 6 }).draw;
  }

  step(): void {
    const dice = this.#random.next();
    if (dice < 0.35) this.#add();
    else if (dice < 0.5) this.#remove();
    else if (dice < 0.7) this.index.advance(this.#random.below(60));
    else this.#search();
  }

  #add(): void {
    const dimension = this.index.parameters.dimension;
    const vectors = this.#draw(1 + this.#random.below(30));
    const labels: number[] = [];
    for (let at = 0; at < vectors.length; at += dimension) {
      this.#nextLabel += 1 + this.#random.below(3);
      labels.push(this.#nextLabel);
      this.known.set(this.#nextLabel, vectors.slice(at, at + dimension));
    }
    this.index.add(labels, vectors);
  }

  #remove(): void {
    const share = this.#random.next() ** 3;
    const gone = [...this.known.keys()].filter(() => this.#random.next() < share);
    this.index.remove([...gone, this.#nextLabel + 1000]);
    for (const label of gone) this.known.delete(label);
  }

  #search(): void {
    const random = this.#random;
    const query = this.#draw(1);
    const limit = 1 + random.below(40);
    const exact = random.next() < 0.5;
    const share = random.next();
    const allowed =
      random.next() < 0.5
        ? Uint32Array.from(
            [...this.known.keys(), 4e9].filter(() => random.next() < share),
          ).reverse()
        : undefined;
    const result = this.index.search(query, {
      limit,
      exact,
      ...(allowed === undefined ? {} : { allowed }),
    });
    const permitted = allowed === undefined ? null : new Set(allowed);
    const candidates = new Map(
      [...this.known].filter(([label]) => permitted === null || permitted.has(label)),
    );
    const wanted = bruteForce(candidates, query, limit);
    expect(result.neighbors).toHaveLength(wanted.length);
    if (result.exact) expectSame(result, wanted);
    else expectHonest(result, bruteForce(candidates, query, candidates.size));
    if (exact) expect(result.exact).toBe(true);
  }
}

function expectSame(result: SearchResult, wanted: { label: number; distance: number }[]): void {
  expect(result.neighbors.map(({ label }) => label)).toEqual(wanted.map(({ label }) => label));
  result.neighbors.forEach(({ distance }, at) => {
    expect(distance).toBeCloseTo(wanted[at]?.distance ?? Number.NaN, 5);
  });
}

/** Not necessarily the nearest, but living, allowed, once each, with true distances in order. */
function expectHonest(result: SearchResult, all: { label: number; distance: number }[]): void {
  const distances = new Map(all.map(({ label, distance }) => [label, distance]));
  let previous = 0;
  for (const { label, distance } of result.neighbors) {
    expect(distance).toBeCloseTo(distances.get(label) ?? Number.NaN, 5);
    expect(distance).toBeGreaterThanOrEqual(previous);
    previous = distance;
    distances.delete(label);
  }
}

describe('any order of adding, removing, upkeep and searching', () => {
  for (let seed = 1; seed <= 12; seed++) {
    it(`agrees with brute force, seed ${seed}`, () => {
      const interleaving = new Interleaving(seed);
      for (let step = 0; step < 120; step++) interleaving.step();
      expect(interleaving.index.store.live).toBe(interleaving.known.size);
    });
  }
});
