import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { bruteForce, drawnVectors } from './drawn-vectors.js';
import { exactIndex, openIndex, restoreIndex, type Search, type VectorIndex } from './index.js';
import { IndexThread } from './index-thread.js';
import { IndexLink } from './thread-pool.js';

const dimension = 16;
const directory = mkdtempSync(join(tmpdir(), 'umbra-index-'));
const opened: VectorIndex[] = [];

function open(options: { exactMax?: number } = {}): VectorIndex {
  const index = openIndex({ dimension, ...options });
  opened.push(index);
  return index;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((index) => index.close()));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function ascending(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => from + at);
}

async function untilLinked(index: VectorIndex, query: Float32Array): Promise<void> {
  await expect
    .poll(async () => (await index.search(query, { limit: 1 })).exact, { timeout: 20_000 })
    .toBe(false);
}

describe('both indexes behind the port', () => {
  const kinds = { exact: () => exactIndex({ dimension }), hnsw: () => open() };
  for (const [kind, openOne] of Object.entries(kinds)) {
    it(`${kind}: adds, finds, filters, removes`, async () => {
      const { draw } = drawnVectors(createRandom(31), { dimension, centres: 4 });
      const index = openOne();
      const all = draw(200);
      await index.add(ascending(1, 200), all);
      await index.remove(Uint32Array.of(10, 11, 9999));
      expect((await index.stats()).size).toBe(198);
      const known = new Map(
        ascending(1, 200)
          .filter((label) => label !== 10 && label !== 11)
          .map((label) => [label, all.subarray((label - 1) * dimension, label * dimension)]),
      );
      const query = draw(1);
      const { neighbors, exact } = await index.search(query, { limit: 7 });
      expect(exact).toBe(true);
      expect(neighbors.map(({ label }) => label)).toEqual(
        bruteForce(known, query, 7).map(({ label }) => label),
      );
      const allowed = Uint32Array.of(199, 10, 5, 5, 4_000_000_000);
      const filtered = await index.search(query, { limit: 7, allowed });
      expect(filtered.neighbors.map(({ label }) => label).sort()).toEqual([199, 5]);
      expect(allowed).toHaveLength(5);
    });

    it(`${kind}: answers several searches at once as one by one, by filters old and new`, async () => {
      const { draw } = drawnVectors(createRandom(36), { dimension, centres: 4 });
      const index = openOne();
      await index.add(ascending(0, 300), draw(300));
      const filters = Array.from({ length: 40 }, (_, at) =>
        Uint32Array.from(ascending(0, 300).filter((label) => label % (at + 2) === 0)),
      );
      const searches: Search[] = [...filters, ...filters, undefined].map((allowed) => ({
        query: draw(1),
        options: { limit: 5, ...(allowed === undefined ? {} : { allowed }) },
      }));
      const together = await index.searchAll(searches);
      for (const [at, { query, options }] of searches.entries()) {
        expect(together[at]).toEqual(await index.search(query, options));
        const { allowed } = options;
        for (const { label } of together[at]?.neighbors ?? []) {
          expect(allowed?.includes(label) ?? true).toBe(true);
        }
      }
      expect(await index.searchAll([])).toEqual([]);
      const bad = { query: new Float32Array(dimension), options: { limit: 1 } };
      await expect(index.searchAll([...searches, bad])).rejects.toMatchObject({
        code: 'invalid_vector',
      });
    });

    it(`${kind}: refuses what is no vector, and lives on`, async () => {
      const index = openOne();
      const nan = new Float32Array(dimension).fill(1);
      nan[3] = Number.NaN;
      const bad = { nan, zero: new Float32Array(dimension) };
      for (const vector of Object.values(bad)) {
        await expect(index.add([1], vector)).rejects.toMatchObject({ code: 'invalid_vector' });
        await expect(index.search(vector, { limit: 1 })).rejects.toMatchObject({
          code: 'invalid_vector',
        });
      }
      const short = new Float32Array(3).fill(1);
      await expect(index.add([1], short)).rejects.toMatchObject({ code: 'wrong_dimension' });
      await expect(index.search(short, { limit: 1 })).rejects.toMatchObject({
        code: 'wrong_dimension',
      });
      const one = new Float32Array(dimension).fill(1);
      for (const limit of [0, -1, 1.5, Number.NaN, 10_001]) {
        await expect(index.search(one, { limit }), `${limit}`).rejects.toThrow('invariant');
      }
      for (const label of [-1, 0.5, 2 ** 32, Number.NaN]) {
        await expect(index.add([label], one), `${label}`).rejects.toThrow('invariant');
      }
      await expect(index.search(one, { limit: 1, ef: 0 })).rejects.toThrow('invariant');
      expect((await index.stats()).size).toBe(0);
      await index.add([1], one);
      await expect(index.add([1], one)).rejects.toThrow('invariant');
      expect((await index.search(one, { limit: 3 })).neighbors).toHaveLength(1);
    });

    it(`${kind}: says so when it is closed`, async () => {
      const index = openOne();
      await index.add([1], new Float32Array(dimension).fill(1));
      await index.close();
      await index.close();
      await expect(index.stats()).rejects.toMatchObject({ code: 'unavailable' });
    });
  }

  it('hold every number to its bounds', () => {
    for (const options of [
      { dimension: 0 },
      { dimension: -1 },
      { dimension: 1e9 },
      { dimension, m: 0 },
      { dimension, m: 1 },
      { dimension, m: 1000 },
      { dimension, ef: 0 },
      { dimension, efConstruction: Number.NaN },
      { dimension, seed: -1 },
    ]) {
      expect(() => openIndex(options)).toThrow('invariant');
      expect(() => exactIndex(options)).toThrow('invariant');
    }
  });
});

describe('the thread', () => {
  it('serves searches and changes that come at once, in their order', async () => {
    const { draw } = drawnVectors(createRandom(32), { dimension, centres: 4 });
    const index = open({ exactMax: 100 });
    const work: Promise<unknown>[] = [];
    for (let round = 0; round < 20; round++) {
      const vectors = draw(50);
      const last = vectors.slice(-dimension);
      work.push(
        index.add(ascending(round * 50, 50), vectors),
        index.search(last, { limit: 1 }).then(({ neighbors }) => {
          expect(neighbors[0]?.label).toBe(round * 50 + 49);
        }),
        index.remove([round * 50]),
        index.search(last, { limit: 5, ef: 200 }).then(({ neighbors }) => {
          expect(neighbors).toHaveLength(5);
          expect(neighbors.some(({ label }) => label === round * 50)).toBe(false);
        }),
      );
    }
    await Promise.all(work);
    expect((await index.stats()).size).toBe(980);
  });

  it('goes on answering while it builds, saves, and comes back the same', async () => {
    const { draw } = drawnVectors(createRandom(33), { dimension, centres: 20 });
    const index = open();
    await index.add(ascending(0, 4000), draw(4000));
    const query = draw(1);
    await untilLinked(index, query);
    const saved = join(directory, 'saved');
    const [before] = await Promise.all([
      index.search(query, { limit: 10, exact: true }),
      index.save(saved, 'r1'),
      index.add([4000], draw(1)),
    ]);
    expect(await restoreIndex({ dimension, directory: saved, revision: 'r2' })).toBeNull();
    expect(await restoreIndex({ dimension, directory: `${saved}-not`, revision: 'r1' })).toBeNull();
    const restored = await restoreIndex({ dimension, directory: saved, revision: 'r1' });
    expect((await restored?.stats())?.size).toBe(4000);
    expect(await restored?.search(query, { limit: 10, exact: true })).toEqual(before);
    await restored?.close();
  });

  it('tells when every vector is in the graph', async () => {
    const { draw } = drawnVectors(createRandom(35), { dimension, centres: 4 });
    const index = open({ exactMax: 10 });
    expect((await index.stats()).isSettled).toBe(true);
    await index.add(ascending(0, 2000), draw(2000));
    expect((await index.stats()).isSettled).toBe(false);
    await expect.poll(async () => (await index.stats()).isSettled, { timeout: 20_000 }).toBe(true);
  });

  it('answers what was asked before it was told to close', async () => {
    const { draw } = drawnVectors(createRandom(34), { dimension, centres: 4 });
    const index = open({ exactMax: 10 });
    const asked = [
      index.add(ascending(0, 3000), draw(3000)),
      ...ascending(0, 20).map(() => index.search(draw(1), { limit: 3 })),
    ];
    const closed = index.close();
    await expect(index.search(draw(1), { limit: 3 })).rejects.toMatchObject({
      code: 'unavailable',
    });
    await expect(Promise.all(asked)).resolves.toHaveLength(21);
    await closed;
  });

  it('is shared by any number of indexes, each by itself', async () => {
    const many = Array.from({ length: 40 }, () => open({ exactMax: 10 }));
    const { draw } = drawnVectors(createRandom(35), { dimension, centres: 4 });
    await Promise.all(many.map((index, at) => index.add(ascending(0, at * 3), draw(at * 3))));
    expect(await Promise.all(many.map(async (index) => (await index.stats()).size))).toEqual(
      many.map((_, at) => at * 3),
    );
    await Promise.all(many.filter((_, at) => at % 2 === 0).map((index) => index.close()));
    for (const [at, index] of many.entries()) {
      if (at % 2 === 0) await expect(index.stats()).rejects.toMatchObject({ code: 'unavailable' });
      else expect((await index.search(draw(1), { limit: 2 })).neighbors).toHaveLength(2);
    }
    const late = open();
    expect((await late.stats()).size).toBe(0);
  });

  it('fails what waits, and what comes later, when it dies', async () => {
    const dying = {
      'at its start': new URL('data:text/javascript,throw new Error("no memory")'),
      'at work': new URL('data:text/javascript,setTimeout(() => process.exit(1), 50)'),
      'before it began': join(directory, 'missing.js'),
    };
    for (const [when, entry] of Object.entries(dying)) {
      const thread = new IndexThread(entry);
      const links = [new IndexLink(thread), new IndexLink(thread)];
      const waiting = links.flatMap((link) => [
        link.ask({ kind: 'stats' }),
        link.ask({ kind: 'stats' }),
      ]);
      for (const result of await Promise.allSettled(waiting)) {
        const wanted = { status: 'rejected', reason: { code: 'unavailable' } };
        expect(result, when).toMatchObject(wanted);
      }
      for (const link of links) {
        await expect(link.ask({ kind: 'stats' })).rejects.toMatchObject({ code: 'unavailable' });
        await link.close();
      }
    }
    const next = open();
    expect((await next.stats()).size).toBe(0);
  });
});

describe('a process that forgets to close', () => {
  const core = dirname(createRequire(import.meta.url).resolve('#index-worker'));
  const run = promisify(execFile);
  const program = (body: string): Promise<{ stdout: string }> =>
    run(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { openIndex } from ${JSON.stringify(pathToFileURL(join(core, 'index.js')).href)};
        const index = openIndex({ dimension: 4, exactMax: 10 });
        const labels = Array.from({ length: 2000 }, (_, at) => at);
        const vectors = Float32Array.from({ length: 8000 }, (_, at) => Math.sin(at * at));
        ${body}`,
      ],
      { timeout: 20_000 },
    );

  it('ends by itself when the index is idle', async () => {
    const { stdout } = await program(
      'await index.add([1], vectors.subarray(0, 4)); console.log(1)',
    );
    expect(stdout).toBe('1\n');
  });

  it('ends only after what it asked for and the work on the graph', async () => {
    const { stdout } = await program(`await index.add(labels, vectors);
      index.search(vectors.subarray(0, 4), { limit: 2 })
        .then(({ neighbors }) => console.log(neighbors.length))`);
    expect(stdout).toBe('2\n');
  });
});
