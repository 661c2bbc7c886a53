import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gallery } from '../galleries/galleries.schema.js';
import type { Model } from '../models/models.schema.js';
import type { SearchResult } from '../search/search.schema.js';
import { CalibrationsRepository } from '../serving/calibrations.repository.js';
import { stripes } from '../testing/pictures.js';
import {
  shortTraining as config,
  createTrainableGallery,
  readEvents,
  trainingCalls,
} from '../testing/short-training.js';
import { pictureForm, TestApi } from '../testing/test-api.js';
import type { RunEvent } from './run-events.schema.js';
import type { TrainingRun } from './training-runs.schema.js';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await createTrainableGallery(api, 'parts');
});

afterAll(async () => {
  await api.stopAndRemove();
});

const { train, get, follow, expectNothingLeft } = trainingCalls(() => api);

describe('a training run', () => {
  let run: TrainingRun;
  let events: RunEvent[];

  beforeAll(async () => {
    const { status, headers, body } = await train({ config, promote: 'auto' });
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`/v1/training-runs/${body.id}`);
    expect(body).toMatchObject({ state: 'queued', galleryName: 'parts', model: null });
    events = await follow(body.id);
    run = await get(body.id);
  });

  it('succeeds and says how it went', () => {
    expect(run).toMatchObject({
      state: 'succeeded',
      phase: 'done',
      preset: null,
      progress: { fraction: 1, epoch: 2, epochs: 2 },
      error: null,
      skipped: 0,
      config: { epochs: 2, seed: 7 },
    });
    expect(run.backend).toContain('TensorFlow.js');
    expect(run.metrics?.loss).toBeGreaterThanOrEqual(0);
    expect(run.metrics?.recallAt1).toBeGreaterThanOrEqual(0);
    expect(run.metrics?.baselineRecallAt1).toBeGreaterThanOrEqual(0);
  });

  it('leaves a model that serves the gallery', async () => {
    const model = await api.call<Model>('GET', `/v1/models/${run.model}`);
    expect(model.body).toMatchObject({
      name: 'parts 1',
      kind: 'trained',
      run: run.id,
      dimension: 8,
      embeddingDimension: 16,
      classes: 3,
      loss: 'shadow',
      seed: 7,
    });
    expect(model.body.bytes).toBeGreaterThan(1000);
    const gallery = await api.call<Gallery>('GET', '/v1/galleries/parts');
    expect(gallery.body).toMatchObject({
      model: { id: run.model },
      previousModel: 'baseline-pixels',
      index: { version: 2 },
      activeRun: null,
    });
    const { body } = await api.call<SearchResult>('POST', '/v1/galleries/parts/search', {
      form: pictureForm(stripes(1, 1)),
    });
    expect(body.model).toBe(run.model);
    expect(body.hits[0]?.distance).toBeCloseTo(0, 4);
    await expectNothingLeft();
  });

  it('remembers which pictures it has seen: all but those held back', async () => {
    const started = events.find(({ kind }) => kind === 'started');
    const labelled = await api.app.get(CalibrationsRepository).labelled({
      gallery: run.gallery,
      model: run.model ?? '',
    });
    expect(started).not.toHaveProperty('heldOut');
    expect(labelled).toHaveLength(18);
    expect(labelled.filter(({ trained }) => trained)).toHaveLength(
      started?.kind === 'started' ? started.trainImages : 0,
    );
  });

  it('tells of every step of the way, in order', () => {
    expect(events.map(({ id }) => id)).toEqual(events.map((_, at) => at + 1));
    const kinds = events.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'epoch')).toHaveLength(2);
    for (const kind of ['preparing', 'started', 'step', 'finished', 'embedding'] as const) {
      expect(kinds).toContain(kind);
    }
    const phases = events.flatMap((event) => (event.kind === 'state' ? [event.run.phase] : []));
    expect(phases).toEqual(['queued', 'preparing', 'training', 'embedding', 'done']);
    expect(events.at(-1)).toMatchObject({ kind: 'state', run: { state: 'succeeded' } });
  });

  it('can be followed from where one was cut off', async () => {
    const rest = await follow(run.id, { 'last-event-id': '3' });
    expect(rest).toEqual(events.slice(3));
    expect(await follow(run.id, { 'last-event-id': String(events.length) })).toEqual([]);
    const query = await api.fetch('GET', `/v1/training-runs/${run.id}/events?lastEventId=4`);
    expect(readEvents(await query.text())).toEqual(events.slice(4));
  });

  it('stands in the list of its gallery', async () => {
    const { body } = await api.call<{ items: TrainingRun[] }>(
      'GET',
      '/v1/training-runs?gallery=parts',
    );
    expect(body.items.map(({ id }) => id)).toContain(run.id);
    await api.createGallery('other');
    const other = await api.call('GET', '/v1/training-runs?gallery=other');
    expect(other.body).toMatchObject({ items: [], total: 0 });
  });
});

describe('training that cannot be', () => {
  beforeAll(async () => {
    for (const name of ['empty', 'one-label', 'lonely']) {
      await api.createGallery(name);
    }
    await api.upload('one-label', stripes(0, 0), { label: 'washer' });
    await api.upload('one-label', stripes(0, 1), { label: 'washer' });
    await api.upload('lonely', stripes(0, 0), { label: 'washer' });
    await api.upload('lonely', stripes(0, 1), { label: 'washer' });
    await api.upload('lonely', stripes(1, 0), { label: 'nut' });
  });

  it.each([
    ['empty', {}, 422, 'too_few_classes', ''],
    ['one-label', {}, 422, 'too_few_classes', 'washer'],
    ['lonely', {}, 422, 'too_few_images', 'nut'],
    ['parts', { preset: 'fast' }, 400, 'invalid_request', 'preset'],
    ['parts', { preset: 'quick', config: {} }, 400, 'invalid_request', 'config'],
    ['parts', { config: { ...config, epochs: 0 } }, 422, 'config_invalid', 'epochs'],
    ['parts', { config: { ...config, loss: { kind: 'magic' } } }, 422, 'config_invalid', 'loss'],
    ['nowhere', {}, 404, 'not_found', 'nowhere'],
  ])('in %s by %j is refused', async (gallery, json, status, code, named) => {
    const answer = await train(json, gallery);
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.body.detail).toContain(named);
    const runs = await api.call<{ items: TrainingRun[] }>('GET', '/v1/training-runs');
    expect(runs.body.items.filter(({ state }) => state === 'queued')).toEqual([]);
  });
});
