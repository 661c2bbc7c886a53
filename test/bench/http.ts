/**
 * Search over HTTP: vectors of 64 numbers in a gallery of 20,000, 32 connections, keys, checks,
 * items and thresholds as always, against one bare Fastify route over an index of the same vectors.
 * Both take turns, the median counts. Then batches of 32, and how late the event loop is while
 * pictures are imported and a model is trained.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Umbra } from '@umbra/sdk';
import { ApiProcess } from '../support/api-process.js';
import type { Bench } from './bench.js';
import type { BenchRow } from './bench-report.js';
import { startFastify } from './http/fastify-process.js';
import { type LoadResult, load, type Target } from './http/load.js';
import { picturesAsNdjson } from './http/picture-lines.js';
import { vectorsAsNdjson } from './http/vector-lines.js';
import { type ClusteredVectors, clusteredVectors } from './search/clustered-vectors.js';

const dimension = 64;
const count = 20_000;
const rounds = 5;
const roundSeconds = 3;
const batch = 32;
const headers = { authorization: `Bearer ${ApiProcess.adminKey}` };

export const http: Bench = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'umbra-http-'));
  const data = clusteredVectors({ dimension, count, queries: 256 });
  const file = join(folder, 'vectors.bin');
  writeFileSync(file, data.vectors);
  // A limit of requests a minute would be all that is measured.
  const environment = { UMBRA_SEARCHES_PER_MINUTE: '0', UMBRA_WRITES_PER_MINUTE: '0' };
  const api = await ApiProcess.start({ environment });
  const bare = await startFastify(file, dimension);
  try {
    const umbra = api.client();
    await fill(umbra, data);
    const bodies = data.queries.map((query) => body(query));
    const search = `${api.baseUrl}/v1/galleries/vectors/search`;
    const rows = await takeTurns([
      ['Umbra', { url: search, headers, bodies }, 1],
      ['bare Fastify', { url: `${bare.baseUrl}/search`, headers: {}, bodies }, 1],
      ['Umbra, batches of 32', { url: `${search}/batch`, headers, bodies: batches(bodies) }, batch],
    ]);
    const [ours = 0, fastify = 0, batched = 0] = rows.map((row) => row.queriesPerSecond);
    const eventLoopDelayMs = await delayWhileAtWork(api, umbra);
    return {
      rows: rows.map(
        ({ name, queriesPerSecond, p50Ms, p99Ms }): BenchRow => ({
          server: name,
          'queries/s': Math.round(queriesPerSecond),
          'p50 ms': p50Ms,
          'p99 ms': p99Ms,
        }),
      ),
      summary: {
        overFastify: ours / fastify,
        batchOverSingle: batched / ours,
        eventLoopDelayMs,
      },
    };
  } finally {
    await bare.stop();
    await api.close();
    rmSync(folder, { recursive: true });
  }
};

/** Resolves when every vector is in the graph. */
async function fill(umbra: Umbra, data: ClusteredVectors): Promise<void> {
  await umbra.galleries.create({ name: 'vectors', dimension });
  const job = await umbra.items.import({
    gallery: 'vectors',
    file: vectorsAsNdjson(data),
    wait: true,
  });
  if (job.state !== 'succeeded') throw new Error(`the import ended as ${job.state}`);
  while ((await umbra.galleries.get('vectors')).index.state !== 'ready') await setTimeout(100);
}

function body(query: Float32Array): string {
  return JSON.stringify({ vector: [...query], limit: 10 });
}

function batches(bodies: readonly string[]): string[] {
  return Array.from({ length: bodies.length / batch }, (_, at) => {
    const searches = bodies.slice(at * batch, (at + 1) * batch).join(',');
    return `{"searches":[${searches}]}`;
  });
}

async function takeTurns(
  contestants: readonly (readonly [name: string, target: Target, queries: number])[],
) {
  const results = contestants.map((): LoadResult[] => []);
  for (const [, target] of contestants) await load(target, 1);
  for (let round = 0; round < rounds; round++) {
    for (const [at, [, target]] of contestants.entries()) {
      results[at]?.push(await load(target, roundSeconds));
    }
  }
  return contestants.map(([name, , queries], at) => {
    const median = (of: (result: LoadResult) => number): number =>
      (results[at] ?? []).map(of).sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN;
    return {
      name,
      queriesPerSecond: queries * median((result) => result.requestsPerSecond),
      p50Ms: median((result) => result.p50Ms),
      p99Ms: median((result) => result.p99Ms),
    };
  });
}

/** The 99th percentile in milliseconds, as the API itself tells it. */
async function delayWhileAtWork(api: ApiProcess, umbra: Umbra): Promise<number> {
  for (const name of ['trained', 'imported']) await umbra.galleries.create({ name });
  await umbra.items.import({ gallery: 'trained', file: await picturesAsNdjson(60), wait: true });
  const file = await picturesAsNdjson(1000);
  await metric(api, 'nodejs_eventloop_lag_p99_seconds'); // reading it starts it anew
  const run = await umbra.train({ gallery: 'trained', preset: 'quick' });
  await umbra.items.import({ gallery: 'imported', file, wait: true });
  const delay = await metric(api, 'nodejs_eventloop_lag_p99_seconds');
  await umbra.runs.cancel(run.id);
  return 1000 * delay;
}

async function metric(api: ApiProcess, name: string): Promise<number> {
  const text = await (await fetch(`${api.baseUrl}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
}
