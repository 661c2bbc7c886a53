import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Item } from '../items/items.schema.js';
import type { Key } from '../keys/keys.schema.js';
import { Database } from '../persistence/database.js';
import { newId } from '../persistence/ids.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import { AuditRepository } from './audit.repository.js';
import type { AuditEntry } from './audit.schema.js';

interface AuditList {
  readonly items: AuditEntry[];
  readonly nextCursor: string | null;
  readonly total: number;
}

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});

afterAll(async () => {
  await api.stopAndRemove();
});

const list = async (query = ''): Promise<AuditList> => {
  const { status, body } = await api.call<AuditList>('GET', `/v1/audit?${query}`);
  expect(status).toBe(200);
  return body;
};
const actions = ({ items }: AuditList) => items.map(({ action }) => action);

describe('the audit log', () => {
  let writer: Key & { key: string };
  let gallery: string;
  let item: string;

  it('knows who changed what, the newest first', async () => {
    const json = { name: 'writer', scopes: ['write', 'search', 'train'] };
    writer = (await api.call<typeof writer>('POST', '/v1/keys', { json })).body;
    const { key } = writer;
    const made = await api.call<{ id: string }>('POST', '/v1/galleries', {
      key,
      json: { name: 'parts' },
    });
    gallery = made.body.id;
    item = (await api.upload('parts', stripes(0, 0), { externalId: 'a' })).body.id;
    await api.upload('parts', stripes(0, 1), { externalId: 'a' });
    const place = `/v1/galleries/parts/items/${item}`;
    await api.call('PATCH', place, { key, json: { label: 'new' } });
    await api.call('PATCH', '/v1/galleries/parts', { key, json: { description: 'x' } });
    await api.call('DELETE', place, { key });
    const all = await list(`gallery=${gallery}`);
    expect(actions(all)).toEqual([
      'item.delete',
      'gallery.update',
      'item.update',
      'item.replace',
      'item.create',
      'gallery.create',
    ]);
    expect(all.total).toBe(6);
    expect(all.items[0]).toMatchObject({ key: writer.id, target: item, gallery });
    expect(all.items[3]).toMatchObject({ key: 'preset', details: { externalId: 'a' } });
    expect(all.items[0]?.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(Math.abs(Date.now() - Date.parse(all.items[0]?.at ?? ''))).toBeLessThan(60_000);
  });

  it('is found by gallery, key, action and time', async () => {
    expect((await list('gallery=parts')).total).toBe(6);
    expect(actions(await list(`key=${writer.id}&gallery=parts`))).toHaveLength(4);
    expect(actions(await list('action=item.replace'))).toEqual(['item.replace']);
    expect((await list('from=2100-01-01T00:00:00Z')).total).toBe(0);
    const all = (await list()).total;
    expect((await list('to=2100-01-01T00:00:00Z')).total).toBe(all);
    const third = (await list()).items[2]?.at ?? '';
    const before = await list(`to=${third}`);
    expect(before.items.every(({ at }) => at < third)).toBe(true);
    expect((await list(`from=${third}`)).total).toBe(all - before.total);
    for (const wrong of ['action=nonsense', 'from=yesterday', 'unknown=1', 'limit=0']) {
      expect((await api.call('GET', `/v1/audit?${wrong}`)).status).toBe(400);
    }
  });

  it('comes in pages that stay whole while others write', async () => {
    const whole = (await list()).items.map(({ id }) => id);
    const paged: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`limit=3${cursor}`);
      paged.push(...page.items.map(({ id }) => id));
      await api.call('PATCH', '/v1/galleries/parts', { json: { description: `${paged.length}` } });
      if (page.nextCursor === null) {
        break;
      }
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(paged).toEqual(whole);
  });

  it('tells of keys, trainings and promotions, and holds no secret', async () => {
    const { key } = writer;
    await api.call('POST', '/v1/galleries/parts/promote', { key, json: { model: 'nothing' } });
    await api.call('DELETE', `/v1/keys/${writer.id}`);
    const keys = await list(`action=key.create`);
    expect(keys.items[0]?.details).toEqual({
      name: 'writer',
      scopes: ['write', 'search', 'train'],
      galleries: null,
      expiresAt: null,
    });
    expect((await list('action=key.delete')).items[0]).toMatchObject({ target: writer.id });
    expect((await list('action=promotion.start')).total).toBe(0); // it was refused
    const rows = await api.app.get(Database).selectFrom('audit').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(key.split('_')[2]);
  });

  it('is there when, and only when, the change is', async () => {
    const taken = await api.call('POST', '/v1/galleries', { json: { name: 'parts' } });
    expect(taken.status).toBe(409);
    expect((await list('action=gallery.create')).total).toBe(1);
    const database = api.app.get(Database);
    await sql`CREATE TRIGGER no_audit BEFORE INSERT ON audit
      BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`.execute(database);
    expect((await api.call('POST', '/v1/galleries', { json: { name: 'unseen' } })).status).toBe(
      500,
    );
    expect((await api.upload('parts', stripes(1, 1))).status).toBe(500);
    await sql`DROP TRIGGER no_audit`.execute(database);
    expect((await api.call('GET', '/v1/galleries/unseen')).status).toBe(404);
    const items = await api.call<{ items: Item[] }>('GET', '/v1/galleries/parts/items');
    expect(items.body.items).toEqual([]);
    expect((await api.upload('parts', stripes(1, 1))).status).toBe(201);
  });

  it('outlives the gallery', async () => {
    expect((await api.call('DELETE', '/v1/galleries/parts')).status).toBe(204);
    expect(actions(await list(`gallery=${gallery}&limit=1`))).toEqual(['gallery.delete']);
  });

  it('is for admins', async () => {
    const json = { name: 'x', scopes: ['search', 'write', 'train'] };
    const { key } = (await api.call<typeof writer>('POST', '/v1/keys', { json })).body;
    expect((await api.call('GET', '/v1/audit', { key })).status).toBe(403);
  });

  it('forgets what is too old, and what is too much', async () => {
    const audit = api.app.get(AuditRepository);
    const author = { keyId: 'x', requestId: 'y' };
    const entry = { action: 'item.create', gallery: null, target: newId() } as const;
    for (let number = 0; number < 8; number++) {
      await audit.record(author, entry);
    }
    const all = await list();
    const oldest = all.items[7]?.at ?? '';
    await audit.prune({ since: oldest, most: 1_000_000 });
    expect((await list()).items.every(({ at }) => at >= oldest)).toBe(true);
    await audit.prune({ since: oldest, most: 3 });
    expect((await list()).items).toEqual(all.items.slice(0, 3));
  });
});
