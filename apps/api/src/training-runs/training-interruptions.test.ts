// kill -9, a stop and a cancellation in the middle of a training: it goes on from where it was, or
// leaves nothing behind.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { presetConfig } from '@umbra/core/training';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gallery } from '../galleries/galleries.schema.js';
import type { Problem } from '../http/problem.schema.js';
import type { Model } from '../models/models.schema.js';
import { childProcesses } from '../testing/child-processes.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import type { RunEvent } from './run-events.schema.js';
import { RunFolders } from './run-folders.js';
import { TrainingRunsRepository } from './training-runs.repository.js';
import type { TrainingRun } from './training-runs.schema.js';

let api: TestApi;

/** Real training, as short as it can be. */
const config = {
  ...presetConfig(
    'quick',
    { classes: 3, images: 18, typicalSize: { width: 16, height: 16, channels: 3 } },
    7,
  ),
  encoder: { kind: 'convolutional', widths: [4, 8], embeddingDimension: 16 },
  projection: { kind: 'linear', dimension: 8 },
  sampling: { kind: 'pk', classes: 3, images: 2 },
  epochs: 2,
};
const endless = { ...config, epochs: 1000, stepsPerEpoch: 1000 };

beforeAll(async () => {
  api = await TestApi.start();
  await api.createGallery('parts');
  for (let number = 0; number < 18; number++) {
    await api.upload('parts', stripes(number % 3, number), { label: `kind-${number % 3}` });
  }
});

afterAll(async () => {
  await api.stopAndRemove();
});

const train = (json: unknown, gallery = 'parts') =>
  api.call<TrainingRun & Problem>('POST', `/v1/galleries/${gallery}/train`, { json });

const get = async (run: string) =>
  (await api.call<TrainingRun>('GET', `/v1/training-runs/${run}`)).body;

/** All events of a run to its end, as an event source would get them. */
async function follow(run: string): Promise<RunEvent[]> {
  const response = await api.fetch('GET', `/v1/training-runs/${run}/events`);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  return readEvents(await response.text());
}

function readEvents(text: string): RunEvent[] {
  return text
    .split('\n\n')
    .filter((message) => message.includes('data: '))
    .map((message) => {
      const fields = Object.fromEntries(
        message.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]),
      );
      const event = JSON.parse(fields['data'] ?? '') as RunEvent;
      expect([fields['id'], fields['event']]).toEqual([String(event.id), event.kind]);
      return event;
    });
}

async function reached(run: string, phase: TrainingRun['phase']): Promise<void> {
  while ((await get(run)).phase !== phase) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function expectNothingLeft(): Promise<void> {
  for (const folder of ['runs', 'models']) {
    const names = await readdir(join(api.home, folder)).catch(() => []);
    const { body } = await api.call<{ items: Model[] }>('GET', '/v1/models');
    const known = body.items.map(({ id }) => id);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
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
