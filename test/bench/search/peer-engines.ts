import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import hnswlib from 'hnswlib-node';
import type { Index } from 'usearch';
import type { ClusteredVectors } from './clustered-vectors.js';
import { type Engine, graph, neighbors, secondsOf } from './engine.js';

// Imported as an ES module it looks for its own folder for ever (usearch 2.25.3, Node 20).
const usearch = createRequire(import.meta.url)('usearch') as typeof import('usearch');

/** The library that our graphs are made with, called straight from the asking thread. */
export async function bareEngine(data: ClusteredVectors): Promise<Engine> {
  const { dimension, count, vectors } = data;
  const index = new hnswlib.HierarchicalNSW('ip', dimension);
  index.initIndex({ maxElements: count, ...graph, randomSeed: 1 });
  const buildSeconds = await secondsOf(() => {
    for (let row = 0; row < count; row++) {
      const vector = vectors.subarray(row * dimension, (row + 1) * dimension);
      index.addPoint(Array.from(vector), row);
    }
  });
  return {
    name: 'hnswlib-node',
    buildSeconds,
    answer: async (queries, ef) => {
      index.setEf(ef);
      return queries.map((query) => index.searchKnn(Array.from(query), neighbors).neighbors);
    },
    reopen: async (directory) => {
      const path = join(directory, 'bare.bin');
      index.writeIndexSync(path);
      const loadSeconds = await secondsOf(() => {
        new hnswlib.HierarchicalNSW('ip', dimension).readIndexSync(path);
      });
      return { bytes: statSync(path).size, loadSeconds };
    },
    close: async () => undefined,
  };
}

/** Another native HNSW. Its breadth of search is set when an index is opened. */
export async function usearchEngine(data: ClusteredVectors, directory: string): Promise<Engine> {
  const { dimension, count, vectors } = data;
  const path = join(directory, 'usearch.bin');
  const open = (ef: number): Index =>
    new usearch.Index({
      metric: usearch.MetricKind.IP,
      quantization: usearch.ScalarKind.F32,
      dimensions: dimension,
      connectivity: graph.m,
      expansion_add: graph.efConstruction,
      expansion_search: ef,
      multi: false,
    });
  const built = open(neighbors);
  const buildSeconds = await secondsOf(() => {
    const labels = BigUint64Array.from({ length: count }, (_, row) => BigInt(row));
    built.add(labels, vectors, 1);
  });
  built.save(path);
  const opened = new Map<number, Index>();
  const openedWith = (ef: number): Index => {
    const index = opened.get(ef) ?? open(ef);
    if (!opened.has(ef)) index.load(path);
    opened.set(ef, index);
    return index;
  };
  return {
    name: 'usearch',
    buildSeconds,
    answer: async (queries, ef) => {
      const index = openedWith(ef);
      return queries.map((query) => Array.from(index.search(query, neighbors, 1).keys, Number));
    },
    reopen: async () => ({
      bytes: statSync(path).size,
      loadSeconds: await secondsOf(() => open(neighbors).load(path)),
    }),
    close: async () => undefined,
  };
}
