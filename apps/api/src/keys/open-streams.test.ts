import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../persistence/ids.js';
import { TestApi } from '../testing/test-api.js';
import { RunLog } from '../training-runs/run-log.js';
import { noProgress } from '../training-runs/run-mapping.js';

let api: TestApi;
let run: string;

beforeAll(async () => {
  api = await TestApi.start();
  const json = { name: 'parts' };
  const { body } = await api.call<{ id: string }>('POST', '/v1/galleries', { json });
  run = newId();
  // Nobody works it off, so its stream stays open.
  const row = { id: run, gallery_id: body.id, state: 'running', phase: 'training' } as const;
  const asked = {
    preset: 'quick',
    backbone: null,
    from_model_id: null,
    promote: 'manual',
    seed: 1,
  } as const;
  const times = { created_at: new Date().toISOString(), started_at: null, finished_at: null };
  await api.app.get(RunLog).open(
    {
      ...row,
      ...asked,
      ...times,
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
    },
    null,
  );
});

afterAll(async () => {
  await api.stopAndRemove();
});

/** Follows the run with a new key. `ended` resolves when the stream does, in whatever way. */
async function follow(facts: object) {
  const json = { name: 'follower', scopes: ['search'], ...facts };
  const made = await api.call<{ id: string; key: string }>('POST', '/v1/keys', { json });
  const { id, key } = made.body;
  const response = await api.fetch('GET', `/v1/training-runs/${run}/events`, { key });
  expect(response.status).toBe(200);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  expect((await reader.read()).done).toBe(false);
  const readOn = async (): Promise<void> => {
    while (!(await reader.read()).done) {}
  };
  let isOver = false;
  const ended = readOn()
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
    });
  return { id, ended, isOver: () => isOver };
}

it('a stream of events ends with its key, and no other does', async () => {
  const [gone, stays] = [await follow({}), await follow({})];
  await api.call('DELETE', `/v1/keys/${gone.id}`);
  await gone.ended;
  expect(stays.isOver()).toBe(false);
  await api.call('DELETE', `/v1/keys/${stays.id}`);
  await stays.ended;
});

it('a stream of events ends when its key expires', async () => {
  const expires = Date.now() + 700;
  const passing = await follow({ expiresAt: new Date(expires).toISOString() });
  await passing.ended;
  expect(Date.now()).toBeGreaterThanOrEqual(expires - 5);
});
