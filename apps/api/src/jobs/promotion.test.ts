import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gallery } from '../galleries/galleries.schema.js';
import type { Page } from '../http/list.schema.js';
import type { Problem } from '../http/problem.schema.js';
import type { Item } from '../items/items.schema.js';
import type { Model } from '../models/models.schema.js';
import type { SearchResult } from '../search/search.schema.js';
import { VectorsRepository } from '../serving/vectors.repository.js';
import { stripes } from '../testing/pictures.js';
import { pictureForm, TestApi } from '../testing/test-api.js';
import { fileUntrainedModel } from '../testing/test-model.js';
import type { Job } from './jobs.schema.js';

let api: TestApi;
let models: string[];

beforeAll(async () => {
  api = await TestApi.start();
  models = [await fileUntrainedModel(api, 1), await fileUntrainedModel(api, 2)];
});

afterAll(async () => {
  await api.stopAndRemove();
});

const promote = (gallery: string, model: string) =>
  api.call<Job & Problem>('POST', `/v1/galleries/${gallery}/promote`, { json: { model } });

async function ended(job: string): Promise<Job> {
  for (;;) {
    const { body } = await api.call<Job>('GET', `/v1/jobs/${job}`);
    if (body.finishedAt !== null) {
      return body;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const promoted = async (gallery: string, model: string) =>
  ended((await promote(gallery, model)).body.id);

const gallery = async (name: string) =>
  (await api.call<Gallery>('GET', `/v1/galleries/${name}`)).body;

async function fill(name: string, count: number): Promise<Item[]> {
  await api.createGallery(name);
  const items: Item[] = [];
  for (let number = 0; number < count; number++) {
    items.push((await api.upload(name, stripes(number % 5, number))).body);
  }
  return items;
}

describe('a promotion', () => {
  it('lets another model serve, and the one before again', async () => {
    const items = await fill('back', 7);
    const [model = ''] = models;
    const { status, headers, body } = await promote('back', model);
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`/v1/jobs/${body.id}`);
    expect(await ended(body.id)).toMatchObject({
      kind: 'promote',
      state: 'succeeded',
      progress: { done: 7, total: 7 },
      error: null,
      // Without labels there is nothing to compare.
      parity: { compared: 0, recallAt1Before: null },
    });
    expect(await gallery('back')).toMatchObject({
      model: { id: model, kind: 'trained', dimension: 8 },
      previousModel: 'baseline-pixels',
      index: { version: 2, size: 7 },
    });
    const search = await api.call<SearchResult>('POST', '/v1/galleries/back/search', {
      form: pictureForm(stripes(3, 3)),
    });
    expect(search.body).toMatchObject({ model, indexVersion: 2 });
    expect(search.body.hits[0]?.item).toBe(items[3]?.id);
    const shown = await api.call<Model>('GET', `/v1/models/${model}`);
    expect(shown.body.servedBy).toEqual([(await gallery('back')).id]);
    await promoted('back', 'baseline-pixels');
    expect(await gallery('back')).toMatchObject({
      model: { id: 'baseline-pixels' },
      previousModel: model,
      index: { version: 3 },
    });
  });

  it('is refused where there is nothing to do or no such model', async () => {
    await fill('refused', 1);
    expect(await promote('refused', 'baseline-pixels')).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect(await promote('refused', 'nope')).toMatchObject({ status: 404 });
    expect((await promote('nowhere', 'baseline-pixels')).status).toBe(404);
  });

  it('of a model whose files are damaged fails and leaves what serves', async () => {
    await fill('damaged', 2);
    const model = await fileUntrainedModel(api, 3);
    await writeFile(`${api.home}/models/${model}/weights.bin`, 'not weights');
    expect(await promoted('damaged', model)).toMatchObject({
      state: 'failed',
      error: { code: 'model_corrupt' },
    });
    expect(await gallery('damaged')).toMatchObject({
      model: { id: 'baseline-pixels' },
      index: { version: 1 },
    });
    const { status } = await api.upload('damaged', stripes(0, 50));
    expect(status).toBe(201);
  });

  it('tells how the models compare, and is rolled back', async () => {
    await api.createGallery('compared');
    for (let number = 0; number < 12; number++) {
      await api.upload('compared', stripes(number % 3, number), { label: `${number % 3}` });
    }
    const nothing = await api.call('POST', '/v1/galleries/compared/rollback');
    expect(nothing).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const [model = ''] = models;
    const { parity } = await promoted('compared', model);
    expect(parity?.compared).toBe(12);
    const items = (await api.call<Page<Item>>('GET', '/v1/galleries/compared/items')).body.items;
    const recall = async (): Promise<number> => {
      let right = 0;
      for (const { id, label } of items) {
        const json = { item: id, limit: 1 };
        const { body } = await api.call<SearchResult>('POST', '/v1/galleries/compared/search', {
          json,
        });
        right += body.hits[0]?.label === label ? 1 / 12 : 0;
      }
      return right;
    };
    expect(parity?.recallAt1After).toBeCloseTo(await recall(), 9);
    const { body, status } = await api.call<Job>('POST', '/v1/galleries/compared/rollback');
    expect(status).toBe(202);
    expect((await ended(body.id)).parity?.recallAt1Before).toBe(parity?.recallAt1After);
    expect(parity?.recallAt1Before).toBeCloseTo(await recall(), 9);
    expect((await gallery('compared')).previousModel).toBe(model);
  });

  it('cancelled leaves what serves', async () => {
    await fill('cancelled', 3);
    const first = await promote('cancelled', models[0] ?? '');
    const second = await promote('cancelled', models[1] ?? '');
    const cancel = await api.call<Job>('POST', `/v1/jobs/${second.body.id}/cancel`);
    expect(cancel.body.state).toBe('cancelled');
    await ended(first.body.id);
    expect((await gallery('cancelled')).model.id).toBe(models[0]);
  });
});

describe('while models change', () => {
  /** The distance of two items by one model, computed here from the stored vectors. */
  async function distanceBy(model: string, a: string, b: string): Promise<number> {
    const vectors = api.app.get(VectorsRepository);
    const [one, other] = await Promise.all([
      vectors.searchedOfItem(a, { model, rerank: 'none' }),
      vectors.searchedOfItem(b, { model, rerank: 'none' }),
    ]);
    let dot = 0;
    one?.forEach((value, at) => {
      dot += value * (other?.[at] ?? Number.NaN);
    });
    return 1 - dot;
  }

  it('no answer mixes two models, and every acknowledged picture is found', async () => {
    const items = await fill('busy', 20);
    const query = items[0]?.id ?? '';
    const answers: SearchResult[] = [];
    const added: Item[] = [];
    let isOver = false;
    const searching = (async () => {
      while (!isOver) {
        const { body } = await api.call<SearchResult>('POST', '/v1/galleries/busy/search', {
          json: { item: query, limit: 1000 },
        });
        answers.push(body);
      }
    })();
    const uploading = (async () => {
      for (let number = 100; !isOver; number++) {
        const image = stripes(number % 5, number);
        const { status, body } = await api.upload('busy', image, { externalId: `u${number % 9}` });
        expect([200, 201]).toContain(status);
        added.push(body);
        const gone = items.splice(1, number % 3 === 0 ? 1 : 0);
        for (const { id } of gone) {
          await api.call('DELETE', `/v1/galleries/busy/items/${id}`);
        }
      }
    })();
    const order = [models[0], models[1], models[0], models[1]];
    for (const model of order) {
      expect(await promoted('busy', model ?? '')).toMatchObject({ state: 'succeeded' });
    }
    isOver = true;
    await Promise.all([searching, uploading]);

    expect(new Set(answers.map(({ model }) => model)).size).toBeGreaterThan(1);
    const served = ['baseline-pixels', ...order];
    const stable = new Set(items.map(({ id }) => id));
    for (const { model, indexVersion, hits } of answers) {
      expect(model).toBe(served[indexVersion - 1]);
      expect(new Set(hits.map(({ item }) => item)).size).toBe(hits.length);
      for (const { item, distance } of hits.filter((hit) => stable.has(hit.item))) {
        const kept = model === models[0] || model === models[1];
        expect(kept ? await distanceBy(model, query, item) : distance).toBeCloseTo(distance, 4);
      }
    }
    const present = [...new Set(added.map(({ id }) => id)), ...stable].sort();
    const all = await api.call<SearchResult>('POST', '/v1/galleries/busy/search', {
      form: pictureForm(stripes(0, 0), { limit: '1000' }),
    });
    expect(all.body.hits.map(({ item }) => item).sort()).toEqual(present);
  });
});
