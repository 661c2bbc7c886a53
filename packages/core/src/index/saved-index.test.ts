import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { drawnVectors } from './drawn-vectors.js';
import { isWholeGraphFile } from './graph-file.js';
import { GraphIndex } from './graph-index.js';
import { exactIndex, restoreIndex } from './index.js';
import { indexParameters } from './index-parameters.js';
import { loadIndex } from './load-index.js';
import { saveIndex } from './save-index.js';

const parameters = indexParameters({ dimension: 8, exactMax: 50 });
const vectors = drawnVectors(createRandom(21), { dimension: 8, centres: 8 });
let directory = '';

beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'umbra-index-')), 'index');
});
afterEach(() => {
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

function filled(count = 300): GraphIndex {
  const index = new GraphIndex(parameters);
  index.add(
    Array.from({ length: count }, (_, at) => at * 2),
    vectors.draw(count),
  );
  while (index.hasWork) index.advance(100);
  return index;
}

function save(index: GraphIndex, revision = 'r1'): void {
  saveIndex(index, { directory, revision });
}

const load = (revision = 'r1'): GraphIndex | null => loadIndex(parameters, { directory, revision });

function onlyFile(kind: string): string {
  const names = readdirSync(directory).filter((name) => name.startsWith(kind));
  expect(names).toHaveLength(1);
  return join(directory, names[0] ?? '');
}

function flipBit(path: string, share: number): void {
  const bytes = readFileSync(path);
  const at = Math.floor((bytes.length - 1) * share);
  bytes[at] = (bytes[at] ?? 0) ^ 4;
  writeFileSync(path, bytes);
}

describe('a saved index', () => {
  it('holds no vector that was removed, and finds the others as before', () => {
    const index = filled();
    save(index);
    const first = readFileSync(onlyFile('shadows')).subarray(0, 32);
    const holds = () =>
      readdirSync(directory).filter((name) => readFileSync(join(directory, name)).includes(first));
    expect(holds()).toHaveLength(2);
    index.remove([0]);
    save(index, 'r2');
    expect(holds()).toEqual([]);
    const asked = vectors.draw(1);
    expect(load('r2')?.search(asked, { limit: 9 })).toEqual(index.search(asked, { limit: 9 }));
  });

  it('comes back with its vectors, its graph, what was removed, and its highest label', () => {
    const index = filled();
    index.remove([0, 20, 598]);
    save(index);
    const restored = load();
    expect(restored?.store.live).toBe(297);
    expect(restored?.serving?.graph.nodes).toBe(300);
    expect(restored?.serving?.graph.deleted).toBe(3);
    for (let query = 0; query < 20; query++) {
      const asked = vectors.draw(1);
      expect(restored?.search(asked, { limit: 9 })).toEqual(index.search(asked, { limit: 9 }));
    }
    expect(() => restored?.add([598], vectors.draw(1))).toThrow('invariant');
    restored?.add([599], vectors.draw(1));
    while (restored?.hasWork) restored.advance(10);
    expect(restored?.serving?.graph.nodes).toBe(301);
  });

  it('comes back when its graph was half built, and goes on with it', () => {
    const index = new GraphIndex(parameters);
    const labels = Array.from({ length: 200 }, (_, at) => at);
    index.add(labels, vectors.draw(200));
    index.advance(90);
    save(index);
    const restored = load();
    expect(restored?.serving?.graph.nodes).toBe(90);
    while (restored?.hasWork) restored.advance(50);
    expect(restored?.serving?.graph.nodes).toBe(200);
    const asked = vectors.draw(1);
    expect(restored?.search(asked, { limit: 200 }).neighbors).toHaveLength(200);
  });

  it('is replaced by the next save, which leaves no file of the one before', () => {
    save(filled());
    const index = filled(120);
    save(index, 'r2');
    expect(readdirSync(directory)).toHaveLength(4);
    expect(load('r1')).toBeNull();
    expect(load('r2')?.store.live).toBe(120);
  });

  it('stays when a later save is cut off before its manifest', () => {
    save(filled());
    writeFileSync(join(directory, 'labels-2.bin'), 'half');
    writeFileSync(join(directory, 'manifest.json.tmp'), '{');
    expect(load()?.store.live).toBe(300);
    save(filled(80), 'r2');
    expect(readdirSync(directory).sort()).toHaveLength(4);
  });

  it('is read whoever wrote it: empty, small, or by the exact index', async () => {
    const empty = new GraphIndex(parameters);
    save(empty, 'empty');
    expect(load('empty')?.store.live).toBe(0);
    save(filled(10), 'small');
    expect(load('small')?.serving).toBeNull();

    const exact = exactIndex(parameters);
    await exact.add([3, 4], vectors.draw(2));
    await exact.save(directory, 'exact');
    const restored = await restoreIndex({ ...parameters, directory, revision: 'exact' });
    expect((await restored?.stats())?.size).toBe(2);
    await restored?.close();
  });

  it('tells that a place cannot be written', () => {
    writeFileSync(join(directory, '..', 'file'), '');
    const blocked = join(directory, '..', 'file', 'index');
    const index = filled(10);
    expect(() =>
      saveIndex(
        { parameters, store: index.store, serving: null },
        { directory: blocked, revision: 'r' },
      ),
    ).toThrow(/ENOTDIR|EEXIST/);
  });
});

describe('a saved index that cannot be trusted is null, never a crash', () => {
  const damages: Record<string, () => void> = {
    'no directory': () => rmSync(directory, { recursive: true }),
    'no manifest': () => rmSync(join(directory, 'manifest.json')),
    'an empty manifest': () => writeFileSync(join(directory, 'manifest.json'), ''),
    'a manifest of text': () => writeFileSync(join(directory, 'manifest.json'), 'hello'),
    'a manifest that is null': () => writeFileSync(join(directory, 'manifest.json'), 'null'),
  };
  for (const kind of ['labels', 'shadows', 'graph', 'manifest']) {
    damages[`${kind}: missing`] = () => rmSync(onlyFile(kind));
    damages[`${kind}: empty`] = () => truncateSync(onlyFile(kind), 0);
    damages[`${kind}: text`] = () => writeFileSync(onlyFile(kind), 'no index at all '.repeat(40));
    damages[`${kind}: longer`] = () => appendFileSync(onlyFile(kind), 'x');
    for (const share of [0, 0.1, 0.5, 0.999, 1]) {
      damages[`${kind}: a bit flipped at ${share}`] = () => flipBit(onlyFile(kind), share);
      damages[`${kind}: cut at ${share}`] = () =>
        truncateSync(
          onlyFile(kind),
          Math.floor(readFileSync(onlyFile(kind)).length * share * 0.99),
        );
    }
  }
  for (const [name, damage] of Object.entries(damages)) {
    it(name, () => {
      save(filled(120));
      expect(load()?.store.live).toBe(120);
      damage();
      expect(load()).toBeNull();
    });
  }

  it('another revision, dimension, or shape of graph', () => {
    save(filled(120));
    expect(load('r2')).toBeNull();
    const of = (changed: object) =>
      loadIndex({ ...parameters, ...changed }, { directory, revision: 'r1' });
    expect(of({ dimension: 16 })).toBeNull();
    expect(of({ dimension: 4 })).toBeNull();
    expect(of({ m: 8 })).toBeNull();
    expect(of({ efConstruction: 100 })).toBeNull();
    expect(of({ ef: 100 })).not.toBeNull();
  });
});

describe('isWholeGraphFile', () => {
  it('knows a file that a full disk cut off, wherever', () => {
    save(filled(300));
    const path = onlyFile('graph');
    expect(isWholeGraphFile(path, 300)).toBe(true);
    expect(isWholeGraphFile(path, 299)).toBe(false);
    const whole = readFileSync(path);
    for (const bytes of [0, 50, 96, 5000, whole.length - 500, whole.length - 4, whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, bytes));
      expect(isWholeGraphFile(path, 300), `${bytes} of ${whole.length}`).toBe(false);
    }
    writeFileSync(path, Buffer.concat([whole, Buffer.alloc(4)]));
    expect(isWholeGraphFile(path, 300)).toBe(false);
  });
});
