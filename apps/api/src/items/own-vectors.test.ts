// Items that come as vectors: filed, replaced, found, listed while others come and go.
import { createRandom } from '@umbra/core/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../http/list.schema.js';
import type { Problem } from '../http/problem.schema.js';
import type { Job } from '../jobs/jobs.schema.js';
import type { SearchResult } from '../search/search.schema.js';
import { stripes } from '../testing/pictures.js';
import { pictureForm, TestApi } from '../testing/test-api.js';
import type { Item } from './items.schema.js';

const address = '/v1/galleries/vectors';
let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await api.call('POST', '/v1/galleries', { json: { name: 'vectors', dimension: 3 } });
});

afterAll(async () => {
  await api.stopAndRemove();
});

const file = (json: unknown) => api.call<Item & Problem>('POST', `${address}/items`, { json });
const search = (json: unknown) => api.call<SearchResult>('POST', `${address}/search`, { json });

describe('a gallery of vectors', () => {
  it('files them with label, metadata and external id, and finds them', async () => {
    const fields = { label: 'nut', externalId: 'n-1', metadata: { line: 3 } };
    const filed = await file({ vector: [1, 0, 0], ...fields });
    expect(filed).toMatchObject({ status: 201, body: { ...fields, sha256: null, width: null } });
    await file({ vector: [0, 1, 0], model: 'own-vectors-3' });
    const { body } = await search({ vector: [9, 1, 0], limit: 1 });
    expect(body).toMatchObject({ model: 'own-vectors-3', hits: [{ ...fields }] });
    expect(body.hits[0]?.distance).toBeCloseTo(1 - 9 / Math.hypot(9, 1), 6);
    const like = await search({ item: filed.body.id });
    expect(like.body.hits).toHaveLength(1);
  });

  it('replaces the one with the same external id, and what filters know of it', async () => {
    const again = await file({ vector: [0, 0, 1], externalId: 'n-1', label: 'bolt' });
    expect(again).toMatchObject({ status: 200, body: { label: 'bolt', metadata: {} } });
    const near = await search({ vector: [0, 0, 1], limit: 1, minScore: 0.99 });
    expect(near.body.hits[0]).toMatchObject({ item: again.body.id, label: 'bolt' });
    const must = [{ field: 'metadata.line', equals: 3 }];
    expect((await search({ vector: [1, 0, 0], filter: { must } })).body.hits).toEqual([]);
  });

  it.each([
    ['of another length', { vector: [1, 2] }, 422, 'wrong_dimension'],
    ['of zeros', { vector: [0, 0, 0] }, 422, 'invalid_vector'],
    ['with text', { vector: [1, 2, '3'] }, 422, 'invalid_vector'],
    ['of another model', { vector: [1, 2, 3], model: 'other' }, 409, 'conflict'],
    ['that is missing', { label: 'nut' }, 400, 'invalid_request'],
    ['with metadata that are none', { vector: [1, 2, 3], metadata: [] }, 400, 'invalid_request'],
  ])('refuses a vector %s', async (_, json, status, code) => {
    const { total } = (await api.call<Page<Item>>('GET', `${address}/items`)).body;
    expect(await file(json)).toMatchObject({ status, body: { code } });
    expect((await api.call('GET', `${address}/items`)).body).toMatchObject({ total });
  });

  it('takes no pictures, shows none, and is served by nothing else', async () => {
    const refused = { status: 409, body: { code: 'conflict' } };
    expect(await api.upload('vectors', stripes(0, 0))).toMatchObject(refused);
    const form = pictureForm(stripes(0, 0));
    expect(await api.call('POST', `${address}/search`, { form })).toMatchObject(refused);
    const { items } = (await api.call<Page<Item>>('GET', `${address}/items`)).body;
    const image = await api.call('GET', `${address}/items/${items[0]?.id}/image`);
    expect(image).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const json = { model: 'baseline-pixels' };
    const { body } = await api.call<Job>('POST', `${address}/promote`, { json });
    await expect
      .poll(async () => (await api.call<Job>('GET', `/v1/jobs/${body.id}`)).body)
      .toMatchObject({ state: 'failed', error: { code: 'conflict' } });
    expect((await search({ vector: [1, 0, 0] })).body.model).toBe('own-vectors-3');
  });
});

describe('pages', () => {
  it('show what stays once each while others come and go, with exact totals', async () => {
    const random = createRandom(3);
    await api.call('POST', '/v1/galleries', { json: { name: 'busy', dimension: 2 } });
    const present: string[] = [];
    const items = '/v1/galleries/busy/items';
    const add = async () => {
      const json = { vector: [1, random.next()] };
      present.push((await api.call<Item>('POST', items, { json })).body.id);
    };
    const remove = async () => {
      const [id] = present.splice(random.below(present.length), 1);
      await api.call('DELETE', `${items}/${id}`);
    };
    for (let at = 0; at < 40; at++) await add();
    for (let walk = 0; walk < 4; walk++) {
      const before = new Set(present);
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const { body } = await api.call<Page<Item>>('GET', `${items}?limit=7${query}`);
        expect(body.total).toBe(present.length);
        seen.push(...body.items.map(({ id }) => id));
        cursor = body.nextCursor;
        await (random.next() < 0.5 ? add() : remove());
        await remove();
      }
      expect(new Set(seen).size).toBe(seen.length);
      const stayed = present.filter((id) => before.has(id));
      expect(stayed.filter((id) => !seen.includes(id))).toEqual([]);
      for (let at = 0; at < 8; at++) await add();
    }
  });
});
