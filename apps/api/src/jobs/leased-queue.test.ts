import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UmbraError } from '@umbra/core/errors';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '../persistence/database.js';
import { newId } from '../persistence/ids.js';
import type { JobRow } from '../persistence/tables.js';
import { JobLeases } from './job-leases.repository.js';
import { JobLogRepository, jobLogLimits } from './job-log.repository.js';
import type { JobControl } from './job-work.js';
import { LeasedQueue } from './leased-queue.js';
import { attemptsMax } from './retries.js';

let folder: string;
let database: Database;
let leases: JobLeases;
let log: JobLogRepository;
const open: LeasedQueue[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umbra-jobs-'));
  database = await openDatabase(join(folder, 'umbra.db'));
  leases = new JobLeases(database);
  log = new JobLogRepository(database);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((queue) => queue.close()));
  await database.destroy();
  await rm(folder, { recursive: true });
});

type Run = (row: JobRow, control: JobControl) => Promise<unknown>;

function queueOf(
  run: Run,
  { atOnce = 1, leaseMs = 10_000, heartbeatMs = 20, resumes = true } = {},
): LeasedQueue {
  const queue = new LeasedQueue({
    leases,
    log,
    works: { import: { run, resumes } },
    atOnce,
    timing: { leaseMs, heartbeatMs, backOffFirstMs: 1 },
    logger: pino({ level: 'silent' }),
  });
  open.push(queue);
  return queue;
}

async function file(): Promise<string> {
  const id = newId();
  const created_at = new Date().toISOString();
  await database
    .insertInto('jobs')
    .values({ id, kind: 'import', input: '{}', state: 'queued', done: 0, total: 0, created_at })
    .execute();
  return id;
}

const get = (id: string) =>
  database.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

async function reached(id: string, state: JobRow['state']): Promise<JobRow> {
  await expect.poll(() => get(id), { interval: 5 }).toMatchObject({ state });
  return get(id);
}

async function lines(id: string): Promise<string[]> {
  return (await log.page(id, { limit: 1000 })).map(({ message }) => message);
}

/** Work that ends only when it is told to. */
const untilAborted: Run = (_, { signal }) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

it('tries again what failed in passing, a few times, and says so', async () => {
  const job = await file();
  let tries = 0;
  const queue = queueOf(async () => {
    tries += 1;
    throw new UmbraError('unavailable', 'The disk is full.');
  });
  queue.wake();
  expect(await reached(job, 'failed')).toMatchObject({
    error_message: 'The disk is full.',
    lease_owner: null,
  });
  expect(tries).toBe(attemptsMax);
  expect(await lines(job)).toEqual([
    'Begun.',
    'Attempt 1 of 3 failed: The disk is full. It is tried again.',
    'Begun, attempt 2 of 3.',
    'Attempt 2 of 3 failed: The disk is full. It is tried again.',
    'Begun, attempt 3 of 3.',
    'Failed: The disk is full.',
  ]);
});

it('does not try again what is wrong', async () => {
  const job = await file();
  let tries = 0;
  queueOf(async () => {
    tries += 1;
    throw new UmbraError('dataset_invalid', 'This is no archive.');
  }).wake();
  expect(await reached(job, 'failed')).toMatchObject({ error_code: 'dataset_invalid' });
  expect(tries).toBe(1);
});

it('counts anew when it gets further, and not when it repeats the same', async () => {
  const job = await file();
  const ways = [5, 9, 9, 2];
  queueOf(async (_, { onProgress }) => {
    for (let done = 1; done <= (ways[0] ?? 0); done++) {
      await onProgress(done, 10);
    }
    ways.shift();
    throw new Error('broken');
  }).wake();
  await reached(job, 'failed');
  expect(ways).toEqual([]);
});

it('does not take for progress what begins from the start each time', async () => {
  const job = await file();
  let tries = 0;
  const begin: Run = async (_, { onProgress }) => {
    tries += 1;
    await onProgress(tries, 10);
    throw new Error('broken');
  };
  queueOf(begin, { resumes: false }).wake();
  await reached(job, 'failed');
  expect(tries).toBe(attemptsMax);
});

it('ends a job over which the process was killed each time', async () => {
  const job = await file();
  for (let kill = 0; kill < attemptsMax; kill++) {
    const now = new Date().toISOString();
    await leases.claim('import', { owner: newId(), now, expiresAt: now });
    expect(await leases.releaseAll()).toEqual([job]);
  }
  queueOf(async () => null).wake();
  const { error_code, error_message } = await reached(job, 'failed');
  expect([error_code, error_message]).toEqual([
    'unavailable',
    expect.stringContaining('begun 3 times and cut off'),
  ]);
});

it('hands over what a stop cuts off, as if it had not been begun', async () => {
  const job = await file();
  const first = queueOf(untilAborted);
  first.wake();
  await reached(job, 'running');
  await first.close();
  expect(await get(job)).toMatchObject({ state: 'queued', attempts: 0, lease_owner: null });
  queueOf(async () => 'done').wake();
  expect(await reached(job, 'succeeded')).toMatchObject({ result: '"done"', attempts: 1 });
});

it('keeps a lease for as long as it works', async () => {
  const job = await file();
  let tries = 0;
  const slow: Run = async () => {
    tries += 1;
    await new Promise((resolve) => setTimeout(resolve, 400));
  };
  const timing = { leaseMs: 150, heartbeatMs: 20 };
  queueOf(slow, timing).wake();
  queueOf(slow, timing).wake();
  await reached(job, 'succeeded');
  expect(tries).toBe(1);
});

it('takes over from who fell silent, who can change nothing any more', async () => {
  const job = await file();
  const late: string[] = [];
  const silent = queueOf(
    async (_, { onProgress, assertHeld }) => {
      await reached(job, 'succeeded');
      await onProgress(1, 1).catch((error: Error) => late.push(error.message));
      await database
        .transaction()
        .execute(assertHeld)
        .catch((error: Error) => late.push(error.message));
      return 'of the dead';
    },
    { leaseMs: 50, heartbeatMs: 60_000 },
  );
  silent.wake();
  await reached(job, 'running');
  queueOf(async () => 'of the heir').wake();
  await reached(job, 'succeeded');
  await silent.close();
  expect(late).toEqual(['lost', 'lost']);
  expect(await get(job)).toMatchObject({ result: '"of the heir"', done: 0 });
});

it('cancels at every moment: before, at its claim, while it works, and in another process', async () => {
  const idle = queueOf(untilAborted);
  const before = await file();
  await idle.cancel({ id: before, kind: 'import' });
  expect((await get(before)).state).toBe('cancelled');

  const claimed = await file();
  idle.wake();
  await idle.cancel({ id: claimed, kind: 'import' });
  expect((await get(claimed)).state).toBe('cancelled');

  const working = await file();
  idle.wake();
  await reached(working, 'running');
  await queueOf(untilAborted).cancel({ id: working, kind: 'import' });
  await reached(working, 'cancelled');

  const killed = await file();
  const now = new Date().toISOString();
  await leases.claim('import', { owner: newId(), now, expiresAt: now });
  await leases.requestCancel(killed, now);
  await leases.releaseAll();
  idle.wake();
  expect((await reached(killed, 'cancelled')).result).toBeNull();
});

it('works on no more at once than it may', async () => {
  const jobs = await Promise.all([file(), file(), file(), file()]);
  let now = 0;
  let most = 0;
  queueOf(
    async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 20));
      now -= 1;
    },
    { atOnce: 2 },
  ).wake();
  for (const job of jobs) {
    await reached(job, 'succeeded');
  }
  expect(most).toBe(2);
});

it('keeps the newest lines of a log', async () => {
  const job = await file();
  for (let line = 1; line <= jobLogLimits.linesMax + 3; line++) {
    await log.append(job, 'info', `line ${line}`);
  }
  const kept = await lines(job);
  expect([kept[0], kept.length]).toEqual(['line 4', jobLogLimits.linesMax]);
});
