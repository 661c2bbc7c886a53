import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gallery } from '../galleries/galleries.schema.js';
import type { Problem } from '../http/problem.schema.js';
import type { Item } from '../items/items.schema.js';
import type { Job } from '../jobs/jobs.schema.js';
import { Database } from '../persistence/database.js';
import { vectorOfBytes } from '../serving/vector-bytes.js';
import { stripes } from '../testing/pictures.js';
import { pictureForm, TestApi } from '../testing/test-api.js';
import { fileUntrainedModel } from '../testing/test-model.js';
import type { SearchResult } from './search.schema.js';

let api: TestApi;
let model = '';
const items: Item[] = [];

beforeAll(async () => {
  api = await TestApi.start();
  model = await fileUntrainedModel(api, 1);
  await api.createGallery('parts');
  for (let number = 0; number < 12; number++) {
    const label = `${number % 3}`;
    items.push((await api.upload('parts', stripes(number % 3, number), { label })).body);
  }
});
afterAll(() => api.stopAndRemove());

async function promote(json: unknown, gallery = 'parts'): Promise<Job> {
  const started = await api.call<Job>('POST', `/v1/galleries/${gallery}/promote`, { json });
  expect(started.status).toBe(202);
  for (;;) {
    const { body } = await api.call<Job>('GET', `/v1/jobs/${started.body.id}`);
    if (body.finishedAt !== null) {
      return body;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const gallery = async (name = 'parts') =>
  (await api.call<Gallery>('GET', `/v1/galleries/${name}`)).body;

const search = (json: object, name = 'parts') =>
  api.call<SearchResult & Problem>('POST', `/v1/galleries/${name}/search`, { json });

/** What two items are apart by one part of their vectors, computed here from the store. */
async function distance(part: 'shadow' | 'embedding', one: string, other: string) {
  const rows = await api.app
    .get(Database)
    .selectFrom('vectors')
    .select(['item_id', 'shadow', 'embedding'])
    .where('model_id', '=', model)
    .execute();
  const vectors = new Map(rows.map((row) => [row.item_id, [...vectorOfBytes(row[part])]]));
  const [a = [], b = []] = [vectors.get(one), vectors.get(other)];
  const dot = (x: number[], y: number[]) =>
    x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  return 1 - dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('a gallery whose full embeddings rank', () => {
  it('is made by a promotion of the model that serves, and answers by them', async () => {
    expect(await promote({ model })).toMatchObject({ state: 'succeeded', error: null });
    const query = items[4]?.id ?? '';
    const plain = await search({ item: query });
    expect(plain.body.reranked).toBe(false);
    for (const hit of plain.body.hits) {
      expect(hit.distance).toBeCloseTo(await distance('shadow', query, hit.item), 4);
    }
    expect(await promote({ rerank: 'int8' })).toMatchObject({ state: 'succeeded' });
    expect(await gallery()).toMatchObject({
      model: { id: model, dimension: 8, embeddingDimension: 16 },
      previousModel: 'baseline-pixels',
      index: { version: 3, rerank: 'int8' },
    });
    const { index } = await gallery();
    expect(index.bytes?.embeddings).toBe((index.bytes?.shadows ?? 0) / 2); // 16 x 1, 8 x 4
    const ranked = await search({ item: query });
    expect(ranked.body).toMatchObject({ reranked: true, model });
    expect(ranked.body.hits).toHaveLength(10);
    for (const hit of ranked.body.hits) {
      const exact = await distance('embedding', query, hit.item);
      expect(Math.abs(hit.distance - exact)).toBeLessThan(0.01);
    }
  });

  it('ranks pictures that are sent and pictures that arrive', async () => {
    const { body: late } = await api.upload('parts', stripes(1, 99), { label: '1' });
    const form = pictureForm(stripes(1, 99), { limit: '1' });
    const { body } = await api.call<SearchResult>('POST', '/v1/galleries/parts/search', { form });
    expect(body.reranked).toBe(true);
    expect(body.hits[0]?.item).toBe(late.id);
    expect(body.hits[0]?.score).toBeGreaterThan(0.999);
  });

  it('goes by the shadows where a vector asks, which no threshold was measured for', async () => {
    const vector = Array.from({ length: 8 }, (_, at) => at - 3);
    const { body } = await search({ vector });
    expect(body.reranked).toBe(false);
    expect(body.hits.every(({ match }) => match === 'uncalibrated')).toBe(true);
    const mixed = await search({ positive: [{ vector }, { item: items[0]?.id }] });
    expect(mixed).toMatchObject({ status: 200, body: { reranked: false } });
    const judged = await search({ vector, maxFar: 0.1 });
    expect(judged).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('takes no item without a full embedding', async () => {
    const json = { vector: Array.from({ length: 8 }, () => 1) };
    const filed = await api.call<Problem>('POST', '/v1/galleries/parts/items', { json });
    expect(filed).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(filed.body.detail).toContain('rerank');
  });

  it('answers the same after a restart, and by shadows again when it is told so', async () => {
    const before = await search({ item: items[4]?.id });
    await api.stop();
    api = await TestApi.start({ home: api.home });
    const after = await search({ item: items[4]?.id });
    expect(after.body).toMatchObject({ reranked: true, hits: before.body.hits });
    await promote({ rerank: 'none' });
    expect((await gallery()).index).toMatchObject({ rerank: 'none', bytes: { embeddings: 0 } });
    expect((await search({ item: items[4]?.id })).body.reranked).toBe(false);
    const again = await api.call('POST', '/v1/galleries/parts/promote', {
      json: { rerank: 'none' },
    });
    expect(again.status).toBe(409);
  });

  it('can be one from the start, but never of own vectors', async () => {
    const create = (json: object) => api.call<Gallery & Problem>('POST', '/v1/galleries', { json });
    expect((await create({ name: 'fresh', rerank: 'float32' })).body.index.rerank).toBe('float32');
    await api.upload('fresh', stripes(0, 1));
    const { body } = await search(
      { item: (await api.upload('fresh', stripes(0, 2))).body.id },
      'fresh',
    );
    expect(body).toMatchObject({ reranked: true, hits: [{ label: null }] });
    const own = { name: 'own', dimension: 3 };
    expect((await create({ ...own, rerank: 'int8' })).status).toBe(400);
    await create(own);
    expect(await promote({ rerank: 'int8' }, 'own')).toMatchObject({
      state: 'failed',
      error: { code: 'conflict' },
    });
  });
});
