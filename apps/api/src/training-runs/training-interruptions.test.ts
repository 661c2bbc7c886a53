// kill -9, a stop and a cancellation in the middle of a training: it goes on from where it was, or
// leaves nothing behind.
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gallery } from '../galleries/galleries.schema.js';
import type { Problem } from '../http/problem.schema.js';
import { childProcesses } from '../testing/child-processes.js';
import { stripes } from '../testing/pictures.js';
import {
  shortTraining as config,
  createTrainableGallery,
  readEvents,
  trainingCalls,
} from '../testing/short-training.js';
import { TestApi } from '../testing/test-api.js';
import type { RunEvent } from './run-events.schema.js';
import { RunFolders } from './run-folders.js';
import { TrainingRunsRepository } from './training-runs.repository.js';
import type { TrainingRun } from './training-runs.schema.js';

let api: TestApi;

const endless = { ...config, epochs: 1000, stepsPerEpoch: 1000 };

beforeAll(async () => {
  api = await TestApi.start();
  await createTrainableGallery(api, 'parts');
});

afterAll(async () => {
  await api.stopAndRemove();
});

const { train, get, follow, expectNothingLeft } = trainingCalls(() => api);

async function reached(run: string, phase: TrainingRun['phase']): Promise<void> {
  while ((await get(run)).phase !== phase) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a run that is cut off', () => {
  it('is cancelled while it waits and while it trains', async () => {
    const { body } = await train({ config: endless });
    const followed = follow(body.id);
    await api.createGallery('waiting');
    for (let number = 0; number < 4; number++) {
      await api.upload('waiting', stripes(number % 2, number), { label: `${number % 2}` });
    }
    const waiting = await train({ config }, 'waiting');
    expect(await train({ config })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const held = await api.call<Problem>('DELETE', '/v1/galleries/parts');
    expect(held).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const cancel = (run: string) =>
      api.call<TrainingRun>('POST', `/v1/training-runs/${run}/cancel`);
    expect((await cancel(waiting.body.id)).body.state).toBe('cancelled');
    await reached(body.id, 'training');
    const cancelled = await cancel(body.id);
    expect(cancelled.body).toMatchObject({ state: 'cancelled', phase: 'done', model: null });
    expect((await followed).at(-1)).toMatchObject({ kind: 'state', run: { state: 'cancelled' } });
    expect((await cancel(body.id)).body).toEqual(cancelled.body);
    await expectNothingLeft();
  });

  it('goes on from its last checkpoint when the process dies', async () => {
    const { body } = await train({ config: endless });
    const followed = follow(body.id);
    await reached(body.id, 'training');
    await checkpointed(body.id);
    await killTrainingProcess();
    await reached(body.id, 'queued');
    await reached(body.id, 'training');
    await api.call('POST', `/v1/training-runs/${body.id}/cancel`);
    const events = await followed;
    const resumed = events.findIndex(({ kind }) => kind === 'resumed');
    expect(events[resumed]).toMatchObject({ step: expect.toSatisfy((step) => step > 0) });
    expectSameSteps(events, resumed);
    expect(events.at(-1)).toMatchObject({ run: { state: 'cancelled', attempts: 2 } });
    await expectNothingLeft();
  });

  it('fails with a reason when the process dies again and again', async () => {
    const before = await train({ config: endless });
    const { body } = await train({ config: endless }, 'waiting');
    // As if it had been lost three times before.
    await api.app.get(TrainingRunsRepository).record(body.id, { attempts: 3 }, []);
    await api.call('POST', `/v1/training-runs/${before.body.id}/cancel`);
    await reached(body.id, 'training');
    await killTrainingProcess();
    const events = await follow(body.id);
    expect(events.at(-1)).toMatchObject({
      kind: 'state',
      run: { state: 'failed', error: { code: 'training_failed' } },
    });
    expect((await api.call('GET', '/livez')).status).toBe(200);
    await expectNothingLeft();
  });

  it('goes on after Umbra was stopped, and what waits comes after it', async () => {
    const { body } = await train({ config: endless });
    await reached(body.id, 'training');
    await checkpointed(body.id);
    const waiting = await train({ config, promote: 'manual' }, 'waiting');
    const { home } = api;
    const open = await api.fetch('GET', `/v1/training-runs/${body.id}/events`);
    await api.stop();
    expect(readEvents(await open.text()).at(-1)).toMatchObject({ run: { state: 'queued' } });
    api = await TestApi.start({ home });
    await reached(body.id, 'training');
    expect(await get(body.id)).toMatchObject({ state: 'running', attempts: 1 });
    expect(await get(waiting.body.id)).toMatchObject({ state: 'queued' });
    await api.call('POST', `/v1/training-runs/${body.id}/cancel`);
    const events = await follow(body.id);
    expectSameSteps(
      events,
      events.findIndex(({ kind }) => kind === 'resumed'),
    );
    await follow(waiting.body.id);
    expect(await get(waiting.body.id)).toMatchObject({ state: 'succeeded', promote: 'manual' });
    const gallery = await api.call<Gallery>('GET', '/v1/galleries/waiting');
    expect(gallery.body.model.id).toBe('baseline-pixels');
    await expectNothingLeft();
  });
});

async function checkpointed(run: string): Promise<void> {
  while (!existsSync(api.app.get(RunFolders).checkpointOf(run))) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function killTrainingProcess(): Promise<void> {
  const children = await childProcesses();
  expect(children).toHaveLength(1);
  process.kill(children[0] ?? 0, 'SIGKILL');
}

/** Steps that are taken twice come to the same loss. */
function expectSameSteps(events: readonly RunEvent[], resumed: number): void {
  expect(resumed).toBeGreaterThan(0);
  const losses = (some: readonly RunEvent[]) =>
    new Map(some.flatMap((event) => (event.kind === 'step' ? [[event.step, event.loss]] : [])));
  const before = losses(events.slice(0, resumed));
  const after = losses(events.slice(resumed));
  const from = events[resumed];
  for (const [step, loss] of after) {
    expect(step).toBeGreaterThan(from?.kind === 'resumed' ? from.step : Number.NaN);
    expect(before.get(step) ?? loss).toBe(loss);
  }
}
