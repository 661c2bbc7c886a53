/**
 * The index by itself: 100,000 clustered vectors of 64 and of 128 numbers, the nearest ten. Each
 * engine searches as widely as it must to find 99 % of them; then all take turns, and the median
 * counts. Ours is asked through its port, with the way to its thread and back; the peers are called
 * straight from the asking thread. At the end ours searches with filters that leave less and less.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench.js';
import type { BenchRow } from './bench-report.js';
import { type ClusteredVectors, clusteredVectors } from './search/clustered-vectors.js';
import { type Engine, secondsOf } from './search/engine.js';
import { bareEngine, usearchEngine } from './search/peer-engines.js';
import { type UmbraEngine, umbraEngine } from './search/umbra-engine.js';

const count = 100_000;
const dimensions = [64, 128];
const rounds = 7;
const queriesAsked = 2000;
const queriesJudged = 300;
const recallMin = 0.99;
const breadths = [16, 24, 32, 48, 64, 96, 128, 192, 256];
const selectivities = [0.5, 0.1, 0.01, 0.001];

type Answers = readonly (readonly number[])[];

export const search: Bench = async () => {
  const rows: BenchRow[] = [];
  const summary: Record<string, number> = {};
  for (const dimension of dimensions) {
    const measured = await measure(dimension);
    rows.push(...measured.rows);
    for (const [name, value] of Object.entries(measured.summary)) {
      // The worst of the two counts.
      const isShare = name.startsWith('over');
      const [one, other] = [summary[name] ?? value, value];
      summary[name] = isShare ? Math.min(one, other) : Math.max(one, other);
    }
  }
  return { rows, summary };
};

async function measure(dimension: number) {
  const directory = mkdtempSync(join(tmpdir(), 'umbra-search-'));
  const data = clusteredVectors({ dimension, count, queries: queriesAsked });
  const umbra = await umbraEngine(data);
  try {
    const engines = [umbra, await bareEngine(data), await usearchEngine(data, directory)];
    const judged = data.queries.slice(0, queriesJudged);
    const truth = await umbra.answerAmong(judged, { ef: 1, exact: true });
    const fitted: Fitted[] = [];
    for (const engine of engines) fitted.push(await fit(engine, judged, truth));
    const speeds = await takeTurns(fitted, data);
    const rows: BenchRow[] = [];
    for (const [at, { engine, ef, recall }] of fitted.entries()) {
      const { bytes, loadSeconds } = await engine.reopen(directory);
      const { buildSeconds } = engine;
      const queriesPerSecond = speeds[at] ?? 0;
      const files = { buildSeconds, loadSeconds, bytes };
      rows.push(row({ dimension, engine: engine.name, ef, recall, queriesPerSecond, files }));
    }
    const [ours = 0, bare = 0, usearch = 0] = speeds;
    const ef = fitted[0]?.ef ?? 64;
    const filtered = await measureFiltered(umbra, { data, judged, ef });
    const slowest = Math.max(...filtered.map(({ overUnfiltered }) => overUnfiltered));
    const summary = {
      overBare: ours / bare,
      overUsearch: ours / usearch,
      worstFilteredOverUnfiltered: slowest,
    };
    return { rows: [...rows, ...filtered.map((one) => one.row)], summary };
  } finally {
    await umbra.close();
    rmSync(directory, { recursive: true });
  }
}

interface Fitted {
  readonly engine: Engine;
  readonly ef: number;
  readonly recall: number;
}

/** The narrowest search that finds enough. */
async function fit(engine: Engine, queries: Float32Array[], truth: Answers): Promise<Fitted> {
  let fitted: Fitted | null = null;
  for (const ef of breadths) {
    fitted = { engine, ef, recall: recallOf(await engine.answer(queries, ef), truth) };
    if (fitted.recall >= recallMin) return fitted;
  }
  throw new Error(`${engine.name} finds ${fitted?.recall} of the nearest at most`);
}

/** Queries a second of each, the median of several rounds. */
async function takeTurns(fitted: readonly Fitted[], data: ClusteredVectors): Promise<number[]> {
  const speeds = fitted.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [at, { engine, ef }] of fitted.entries()) {
      const seconds = await secondsOf(() => engine.answer(data.queries, ef));
      speeds[at]?.push(data.queries.length / seconds);
    }
  }
  return speeds.map(median);
}

async function measureFiltered(
  umbra: UmbraEngine,
  asked: { readonly data: ClusteredVectors; readonly judged: Float32Array[]; readonly ef: number },
) {
  const { data, judged, ef } = asked;
  const measured: { row: BenchRow; overUnfiltered: number }[] = [];
  for (const selectivity of selectivities) {
    const allowed = evenlyAllowed(selectivity);
    const truth = await umbra.answerAmong(judged, { ef: 1, allowed, exact: true });
    const recall = recallOf(await umbra.answerAmong(judged, { ef, allowed }), truth);
    const plain: number[] = [];
    const filtered: number[] = [];
    for (let round = 0; round < rounds; round++) {
      plain.push(await secondsOf(() => umbra.answer(data.queries, ef)));
      filtered.push(await secondsOf(() => umbra.answerAmong(data.queries, { ef, allowed })));
    }
    const queriesPerSecond = data.queries.length / median(filtered);
    const engine = `Umbra, a filter leaves ${100 * selectivity} %`;
    const { dimension } = data;
    measured.push({
      row: row({ dimension, engine, ef, recall, queriesPerSecond }),
      overUnfiltered: median(filtered) / median(plain),
    });
  }
  return measured;
}

/** Rows that have nothing to do with where their vectors lie. */
function evenlyAllowed(share: number): Uint32Array {
  const every = 1 / share;
  return Uint32Array.from({ length: count * share }, (_, at) => Math.floor(at * every));
}

function row(measured: {
  readonly dimension: number;
  readonly engine: string;
  readonly ef: number;
  readonly recall: number;
  readonly queriesPerSecond: number;
  readonly files?: { buildSeconds: number; loadSeconds: number; bytes: number };
}): BenchRow {
  const { files } = measured;
  return {
    numbers: measured.dimension,
    engine: measured.engine,
    ef: measured.ef,
    'recall@10': measured.recall.toFixed(3),
    'queries/s': Math.round(measured.queriesPerSecond),
    'build s': files === undefined ? '' : files.buildSeconds.toFixed(1),
    'load s': files === undefined ? '' : files.loadSeconds.toFixed(2),
    'MB on disk': files === undefined ? '' : (files.bytes / 1e6).toFixed(1),
  };
}

function recallOf(answers: Answers, truth: Answers): number {
  const shares = truth.map((wanted, at) => {
    const found = new Set(answers[at]);
    return wanted.filter((label) => found.has(label)).length / wanted.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
