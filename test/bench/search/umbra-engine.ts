import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openIndex, restoreIndex, type VectorIndex } from '@umbra/core/index';
import type { ClusteredVectors } from './clustered-vectors.js';
import { type Engine, graph, neighbors, secondsOf } from './engine.js';

/** Requests that a busy server has in work at once. */
const inFlight = 32;

export interface UmbraEngine extends Engine {
  /** The same among the allowed labels only. */
  answerAmong(
    queries: readonly Float32Array[],
    filter: { readonly ef: number; readonly allowed?: Uint32Array; readonly exact?: boolean },
  ): Promise<(readonly number[])[]>;
}

/** Our index behind its port: every question goes to the index's thread and back. */
export async function umbraEngine(data: ClusteredVectors): Promise<UmbraEngine> {
  const options = { dimension: data.dimension, ...graph };
  const index = openIndex(options);
  const buildSeconds = await secondsOf(async () => {
    await index.add(
      Uint32Array.from({ length: data.count }, (_, row) => row),
      data.vectors,
    );
    while (!(await index.stats()).isSettled) await setTimeout(50);
  });
  const answerAmong: UmbraEngine['answerAmong'] = (queries, filter) =>
    answerAll(index, queries, filter);
  return {
    name: 'Umbra',
    buildSeconds,
    answerAmong,
    answer: (queries, ef) => answerAmong(queries, { ef }),
    reopen: async (directory) => {
      await index.save(directory, 'bench');
      const files = readdirSync(directory).map((name) => statSync(join(directory, name)).size);
      const loadSeconds = await secondsOf(async () => {
        const restored = await restoreIndex({ ...options, directory, revision: 'bench' });
        if (restored === null) throw new Error('the saved index could not be read');
        await restored.close();
      });
      return { bytes: files.reduce((sum, size) => sum + size, 0), loadSeconds };
    },
    close: () => index.close(),
  };
}

async function answerAll(
  index: VectorIndex,
  queries: readonly Float32Array[],
  filter: { readonly ef: number; readonly allowed?: Uint32Array; readonly exact?: boolean },
): Promise<(readonly number[])[]> {
  const answers: (readonly number[])[] = [];
  let next = 0;
  const askOnAndOn = async (): Promise<void> => {
    for (let at = next++; at < queries.length; at = next++) {
      const query = queries[at] ?? new Float32Array();
      const result = await index.search(query, { limit: neighbors, ...filter });
      answers[at] = result.neighbors.map(({ label }) => label);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, askOnAndOn));
  return answers;
}
