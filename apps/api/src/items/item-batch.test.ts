import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SearchResult } from '../search/search.schema.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import type { ItemBatchResult } from './item-batch.schema.js';
import type { Item } from './items.schema.js';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});

afterAll(async () => {
  await api.stopAndRemove();
});

const file = async (gallery: string, count: number) => {
  await api.createGallery(gallery);
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { body } = await api.upload(gallery, stripes(index, 0), {
      label: 'old',
      metadata: `{"line":${index}}`,
    });
    ids.push(body.id);
  }
  return ids;
};

const batch = (gallery: string, json: unknown) =>
  api.call<ItemBatchResult>('POST', `/v1/galleries/${gallery}/items/batch`, { json });

const search = async (gallery: string) => {
  const image = Buffer.from(stripes(0, 0)).toString('base64');
  const json = { image, limit: 10 };
  const { body } = await api.call<SearchResult>('POST', `/v1/galleries/${gallery}/search`, {
    json,
  });
  return body.hits.map(({ item }) => item).sort();
};

it('relabels the named items alone, and refuses an unknown one by itself', async () => {
  const [first = '', second = '', third = ''] = await file('relabel', 3);
  const { status, body } = await batch('relabel', {
    items: [first, second, second, 'nobody'],
    set: { label: 'new' },
  });
  expect(status).toBe(200);
  expect(body.changed).toBe(2);
  expect(body.refused).toMatchObject([{ item: 'nobody', code: 'not_found' }]);
  const { body: list } = await api.call<{ items: Item[] }>('GET', '/v1/galleries/relabel/items');
  const facts = list.items.map(({ id, label, metadata }) => [id, label, metadata['line']]);
  expect(facts.sort()).toEqual(
    [
      [first, 'new', 0],
      [second, 'new', 1],
      [third, 'old', 2],
    ].sort(),
  );
});

it('deletes many: no search finds them, each stands in the audit log', async () => {
  const [first = '', second = '', third = ''] = await file('many', 3);
  const { body } = await batch('many', { items: [first, third], delete: true });
  expect(body).toEqual({ changed: 2, refused: [] });
  expect(await search('many')).toEqual([second]);
  const { body: audit } = await api.call<{ items: { action: string; target: string }[] }>(
    'GET',
    '/v1/audit?limit=100',
  );
  const deleted = audit.items.filter(({ action }) => action === 'item.delete');
  expect(deleted.map(({ target }) => target).sort()).toEqual([first, third].sort());
});

it('says what a batch lacks, and touches no item of another gallery', async () => {
  const [own = ''] = await file('owner', 1);
  await file('stranger', 1);
  const { body } = await batch('stranger', { items: [own], delete: true });
  expect(body).toMatchObject({ changed: 0, refused: [{ item: own }] });
  expect(await search('owner')).toEqual([own]);
  for (const json of [
    { items: [own] },
    { items: [], delete: true },
    { items: [own], set: {}, delete: true },
  ]) {
    expect((await batch('owner', json)).status).toBe(400);
  }
});
