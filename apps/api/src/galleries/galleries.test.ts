import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../http/problem.schema.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import type { Gallery } from './galleries.schema.js';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});

afterAll(async () => {
  await api.stopAndRemove();
});

const create = (name: string) =>
  api.call<Gallery & Problem>('POST', '/v1/galleries', { json: { name } });

describe('galleries', () => {
  it('begins empty, served by plain pixels', async () => {
    const { status, body } = await create('begins');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'begins',
      description: null,
      itemCount: 0,
      labelCount: 0,
      model: { id: 'baseline-pixels', kind: 'baseline-pixels', dimension: 768 },
      previousModel: null,
      index: { state: 'ready', size: 0, version: 1 },
      activeRun: null,
    });
  });

  it('is found by name and by id', async () => {
    const { body } = await create('found');
    const byName = await api.call<Gallery>('GET', '/v1/galleries/found');
    const byId = await api.call<Gallery>('GET', `/v1/galleries/${body.id}`);
    expect(byName.body).toEqual(body);
    expect(byId.body).toEqual(body);
  });

  it('has a name of its own', async () => {
    await create('taken');
    const again = await create('taken');
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'name_taken', errors: [{ path: 'name' }] });
    await create('renamed');
    const rename = await api.call<Problem>('PATCH', '/v1/galleries/renamed', {
      json: { name: 'taken' },
    });
    expect(rename).toMatchObject({ status: 409, body: { code: 'name_taken' } });
  });

  it.each(['', '-a', 'Upper', 'a b', 'ä', 'a'.repeat(64), '../etc'])(
    'refuses the name %j',
    async (name) => {
      const { status, body } = await create(name);
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'name' }] });
    },
  );

  it('names what it does not know', async () => {
    const { status, body } = await api.call<Problem>('POST', '/v1/galleries', {
      json: { name: 'typo', descripton: 'x' },
    });
    expect(status).toBe(400);
    expect(body.detail).toContain('descripton');
  });

  it('is renamed and described, and keeps what is left out', async () => {
    await create('before');
    const described = await api.call<Gallery>('PATCH', '/v1/galleries/before', {
      json: { description: 'parts' },
    });
    expect(described.body).toMatchObject({ name: 'before', description: 'parts' });
    const renamed = await api.call<Gallery>('PATCH', '/v1/galleries/before', {
      json: { name: 'after' },
    });
    expect(renamed.body).toMatchObject({ name: 'after', description: 'parts' });
    expect((await api.call('GET', '/v1/galleries/before')).status).toBe(404);
  });

  it('counts its labels', async () => {
    await create('counted');
    for (const [kind, number] of [
      [0, 0],
      [0, 1],
      [1, 0],
    ] as const) {
      const fields = { label: `kind-${kind}` };
      expect(await api.upload('counted', stripes(kind, number), fields)).toMatchObject({
        status: 201,
        body: fields,
      });
    }
    expect((await api.upload('counted', stripes(2, 0))).status).toBe(201);
    const labels = await api.call('GET', '/v1/galleries/counted/labels');
    expect(labels.body).toEqual({
      items: [
        { label: 'kind-0', count: 2 },
        { label: 'kind-1', count: 1 },
      ],
    });
    const gallery = await api.call<Gallery>('GET', '/v1/galleries/counted');
    expect(gallery.body).toMatchObject({ itemCount: 4, labelCount: 2, index: { size: 4 } });
  });

  it('is gone when it is deleted, and its name is free again', async () => {
    await create('gone');
    await api.upload('gone', stripes(0, 0));
    expect((await api.call('DELETE', '/v1/galleries/gone')).status).toBe(204);
    expect((await api.call('GET', '/v1/galleries/gone')).status).toBe(404);
    expect((await create('gone')).body.itemCount).toBe(0);
  });

  it('is gone for uploads that are under way, which get a clear answer', async () => {
    await create('vanishing');
    const uploads = Array.from({ length: 8 }, (_, at) => api.upload('vanishing', stripes(0, at)));
    const removal = await api.call('DELETE', '/v1/galleries/vanishing');
    expect(removal.status).toBe(204);
    for (const { status } of await Promise.all(uploads)) {
      expect([201, 404]).toContain(status);
    }
    expect((await api.call('GET', '/v1/galleries/vanishing')).status).toBe(404);
  });

  it('is listed page by page, the newest first', async () => {
    const names = ['page-a', 'page-b', 'page-c'];
    for (const name of names) {
      await create(name);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    let total = 0;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await api.call<{
        items: Gallery[];
        nextCursor: string | null;
        total: number;
      }>('GET', `/v1/galleries?limit=2${query}`);
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map((gallery) => gallery.name));
      cursor = body.nextCursor;
      total = body.total;
    } while (cursor !== null);
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
    expect(seen.slice(0, 3)).toEqual(names.toReversed());
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'limit=1.5', 'cursor=%00', 'page=2'])(
    'refuses the list query %s',
    async (query) => {
      const { status, body } = await api.call<Problem>('GET', `/v1/galleries?${query}`);
      expect(status).toBe(400);
      expect(body.code).toBe('invalid_request');
    },
  );
});
