import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkTrainingConfig } from '@umbra/core/training';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Gallery } from '../galleries/galleries.schema.js';
import type { Info } from '../info/info.schema.js';
import { Settings } from '../persistence/settings.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import { SampleService } from './sample.service.js';
import { sampleTraining } from './sample-training.js';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});

afterAll(async () => {
  await api.stopAndRemove();
});

const info = async () => (await api.call<Info>('GET', '/v1/info')).body.sample;

async function becomes(state: Info['sample']['state']): Promise<Info['sample']> {
  for (;;) {
    const sample = await info();
    if (sample.state === state && (state !== 'training' || sample.run !== null)) {
      return sample;
    }
    expect(sample).toMatchObject({ error: null });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What the trainer's command would have drawn, small enough for a test. */
async function writeDrawn(): Promise<void> {
  const drawn = join(api.home, 'sample', 'drawn');
  for (let kind = 0; kind < 3; kind++) {
    for (const [part, from, to] of [
      ['parts', 0, 6],
      ['held-out', 6, 8],
    ] as const) {
      const folder = join(drawn, part, `kind-${kind}`);
      await mkdir(folder, { recursive: true });
      for (let number = from; number < to; number++) {
        await writeFile(join(folder, `${number}.png`), stripes(kind, number));
      }
    }
  }
}

it('goes on after a stop, and files nothing twice', async () => {
  await writeDrawn();
  await api.app.get(Settings).write('sample', { state: 'drawing' });
  await api.app.get(SampleService).start(true);
  const { gallery, run } = await becomes('training');
  const { home } = api;
  await api.stop();
  api = await TestApi.start({ home });
  expect((await info()).state).toBe('none');
  await api.app.get(SampleService).start(true);
  const again = await becomes('training');
  expect(again.gallery).toBe(gallery);
  expect(again.run).toBe(run);
  const { body } = await api.call<Gallery>('GET', '/v1/galleries/sample-parts');
  expect(body).toMatchObject({
    id: gallery,
    itemCount: 18,
    labelCount: 3,
    exampleCount: 6,
    activeRun: again.run,
  });
  const examples = await api.call<{ items: { id: string; label: string }[] }>(
    'GET',
    '/v1/galleries/sample-parts/examples',
  );
  const [example] = examples.body.items;
  const image = `/v1/galleries/sample-parts/examples/${example?.id}/image`;
  expect((await api.fetch('GET', image)).headers.get('content-type')).toBe('image/png');
});

it('says so when its training is cancelled', async () => {
  const { run } = await info();
  await api.call('POST', `/v1/training-runs/${run}/cancel`);
  expect((await becomes('failed')).error).toContain('cancelled');
});

it('is not made again once it was deleted', async () => {
  await api.call('DELETE', '/v1/galleries/sample-parts');
  const { home } = api;
  await api.stop();
  api = await TestApi.start({ home });
  await api.app.get(SampleService).start(true);
  expect((await info()).state).toBe('failed');
  expect((await api.call('GET', '/v1/galleries')).body).toMatchObject({ total: 0 });
});

it('is not made in a home that somebody has used', async () => {
  const other = await TestApi.start();
  await other.createGallery('mine');
  await other.call('DELETE', '/v1/galleries/mine');
  await other.app.get(SampleService).start(true);
  expect((await other.call<Info>('GET', '/v1/info')).body.sample.state).toBe('none');
  await other.stopAndRemove();
});

it('is trained by a configuration that core accepts', () => {
  expect(checkTrainingConfig(sampleTraining)).toEqual(sampleTraining);
});
