import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../persistence/database.js';
import { newId } from '../persistence/ids.js';
import type { TrainingRunRow } from '../persistence/tables.js';
import { RunLog } from './run-log.js';
import { noProgress } from './run-mapping.js';
import { runStream } from './run-stream.js';
import { TrainingRunsRepository } from './training-runs.repository.js';

const at = new Date(0).toISOString();
let folder: string;
let database: Database;
let runs: TrainingRunsRepository;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umbra-stream-'));
  database = await openDatabase(join(folder, 'umbra.db'));
  runs = new TrainingRunsRepository(database);
  const facts = { dimension: 1, embedding_dimension: 1, facts: '{}', bytes: 0 };
  const model = { id: 'm', name: 'm', kind: 'baseline-pixels' as const, ...facts };
  await database
    .insertInto('models')
    .values({ ...model, gallery_id: null, run_id: null, created_at: at })
    .execute();
});

afterAll(async () => {
  await database.destroy();
  await rm(folder, { recursive: true });
});

/** A run in a gallery of its own, and its text as a client gets it. */
async function openRun(heartbeatMs = 60_000) {
  const log = new RunLog(runs);
  const gallery = { id: newId(), name: newId(), description: null, model_id: 'm' };
  await database
    .insertInto('galleries')
    .values({
      ...gallery,
      previous_model_id: null,
      index_version: 1,
      revision: 0,
      fields_revision: 0,
      arriving: 0,
      rerank: 'none',
      created_at: at,
      updated_at: at,
    })
    .execute();
  const row: TrainingRunRow = {
    id: newId(),
    gallery_id: gallery.id,
    state: 'running',
    phase: 'training',
    preset: 'quick',
    backbone: null,
    from_model_id: null,
    promote: 'manual',
    seed: 1,
    config: null,
    progress: JSON.stringify(noProgress),
    metrics: null,
    backend: null,
    model_id: null,
    error_code: null,
    error_message: null,
    skipped: 0,
    attempts: 0,
    retry_at: null,
    created_at: at,
    started_at: at,
    finished_at: null,
  };
  await log.open(row, null);
  const stream = runStream({ run: row.id, after: 0, log, runs, heartbeatMs });
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const ended = new Promise((resolve) => stream.once('close', resolve));
  return { run: row.id, log, stream, ended, read: () => text };
}

const until = async (isSo: () => boolean) => {
  while (!isSo()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

it('tells what was, then what comes, and ends with the run', async () => {
  const { run, log, ended, read } = await openRun();
  await until(() => read().includes('event: state'));
  await log.record(run, {}, [{ kind: 'preparing', done: 1, total: 2 }]);
  await until(() => read().includes('"done":1'));
  await log.record(run, { state: 'succeeded' }, ['state']);
  await ended;
  expect([...read().matchAll(/^id: (\d+)$/gm)].map(([, id]) => id)).toEqual(['1', '2', '3']);
});

it('misses nothing when events come fast', async () => {
  const { run, log, ended, read } = await openRun();
  const count = 700;
  for (let done = 1; done <= count; done++) {
    await log.record(run, {}, [{ kind: 'preparing', done, total: count }]);
  }
  await log.record(run, { state: 'failed' }, ['state']);
  await ended;
  const ids = [...read().matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  expect(ids).toEqual(Array.from({ length: count + 2 }, (_, at) => at + 1));
});

it('says that it is still there while nothing happens', async () => {
  const { stream, read } = await openRun(20);
  await until(() => (read().match(/: still here/g) ?? []).length >= 3);
  stream.destroy();
});

it('ends when the server is stopped', async () => {
  const { log, ended, read } = await openRun();
  await until(() => read().includes('event: state'));
  log.close();
  await ended;
});

it('stops reading when the client leaves', async () => {
  const { run, log, stream, ended, read } = await openRun();
  await until(() => read().includes('event: state'));
  stream.destroy();
  await ended;
  const before = read();
  await log.record(run, {}, [{ kind: 'preparing', done: 1, total: 2 }]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(read()).toBe(before);
});
