import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../http/problem.schema.js';
import { Database } from '../persistence/database.js';
import { stripes } from '../testing/pictures.js';
import { adminKey, pictureForm, TestApi } from '../testing/test-api.js';
import { hashSecret, newKeySecret, readKey, secretFits, writeKey } from './key-secret.js';
import type { Key } from './keys.schema.js';
import { KeysService } from './keys.service.js';

type NewKey = Key & { key: string };

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await api.createGallery('mine');
  await api.createGallery('theirs');
});

afterAll(async () => {
  await api.stopAndRemove();
});

const createKey = async (scopes: string[], galleries?: string[]) => {
  const { status, body } = await api.call<NewKey>('POST', '/v1/keys', {
    json: { name: 'test', scopes, ...(galleries === undefined ? {} : { galleries }) },
  });
  expect(status).toBe(201);
  return body;
};

describe('a key', () => {
  it('carries its id and 256 random bits', () => {
    const made = newKeySecret();
    expect(readKey(writeKey(made))).toEqual(made);
    expect(made.secret).toHaveLength(64);
    expect(secretFits(made.secret, hashSecret(made.secret))).toBe(true);
    expect(secretFits(newKeySecret().secret, hashSecret(made.secret))).toBe(false);
    expect(readKey('umbra_1_2')).toBeNull();
  });

  it('is shown once, and only its hash is stored', async () => {
    const { key, ...shown } = await createKey(['search']);
    const list = await api.call<{ items: Key[] }>('GET', '/v1/keys');
    expect(list.body.items).toContainEqual(shown);
    expect(JSON.stringify(list.body)).not.toContain(key);
    const rows = await api.app.get(Database).selectFrom('keys').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(readKey(key)?.secret);
  });

  it('leaves nothing of the preset one in the store', async () => {
    const row = await api.app
      .get(Database)
      .selectFrom('keys')
      .selectAll()
      .where('id', '=', 'preset')
      .executeTakeFirstOrThrow();
    expect(row.hash).toBe('');
    expect(JSON.stringify(row)).not.toContain(hashSecret(adminKey));
  });

  it('opens by either header', async () => {
    const { key } = await createKey(['search']);
    expect((await api.call('GET', '/v1/galleries', { key })).status).toBe(200);
    const headers = { 'x-api-key': key };
    expect((await api.call('GET', '/v1/galleries', { key: null, headers })).status).toBe(200);
  });

  it('opens nothing once it is deleted', async () => {
    const { id, key } = await createKey(['admin']);
    expect((await api.call('DELETE', `/v1/keys/${id}`)).status).toBe(204);
    expect((await api.call('GET', '/v1/galleries', { key })).status).toBe(401);
    expect((await api.call('DELETE', `/v1/keys/${id}`)).status).toBe(404);
  });

  it.each([
    ['none', null],
    ['a made-up one', 'umbra_0123456789abcdef_'.padEnd(87, '0')],
    ['the preset one with a letter more', `${adminKey}x`],
    ['one of another form', 'secret'],
  ])('is refused when it is %s', async (_, key) => {
    const answer = await api.call<Problem>('GET', '/v1/galleries', { key });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('is asked for before the body is read', async () => {
    const raw = '{ not JSON at all';
    const headers = { 'content-type': 'application/json' };
    const answer = await api.call('POST', '/v1/galleries', { key: null, raw, headers });
    expect(answer.status).toBe(401);
  });

  it.each([
    [{ name: '', scopes: ['search'] }],
    [{ name: 'x', scopes: [] }],
    [{ name: 'x', scopes: ['root'] }],
    [{ name: 'x', scopes: ['search'], galleries: [] }],
    [{ name: 'x', scopes: ['admin'], galleries: ['mine'] }],
  ])('is not made of %j', async (json) => {
    const answer = await api.call<Problem>('POST', '/v1/keys', { json });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });

  it('leaves an admin key behind', async () => {
    const preset = await api.call<{ key: Key }>('GET', '/v1/session');
    const { body } = await api.call<{ items: Key[] }>('GET', '/v1/keys');
    for (const { id, scopes } of body.items) {
      if (scopes.includes('admin') && id !== preset.body.key.id) {
        await api.call('DELETE', `/v1/keys/${id}`);
      }
    }
    const last = await api.call<Problem>('DELETE', `/v1/keys/${preset.body.key.id}`);
    expect(last).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('is made up at the first start only', async () => {
    const keys = api.app.get(KeysService);
    const key = (await keys.ensureAdminKey(null)) ?? '';
    expect((await api.call('GET', '/v1/keys', { key })).status).toBe(200);
    expect((await api.call('GET', '/v1/keys')).status).toBe(401); // no longer preset
    expect(await keys.ensureAdminKey(null)).toBeNull();
    expect(await keys.ensureAdminKey(adminKey)).toBeNull();
    expect((await api.call('GET', '/v1/keys')).status).toBe(200);
    expect((await api.call('DELETE', `/v1/keys/${readKey(key)?.id}`)).status).toBe(204);
  });
});

describe('a key that expires', () => {
  const create = (expiresAt: string, scopes = ['search']) =>
    api.call<NewKey>('POST', '/v1/keys', { json: { name: 'passing', scopes, expiresAt } });

  it('opens until then, and says afterwards why no more', async () => {
    const soon = new Date(Date.now() + 400).toISOString();
    const { status, body } = await create(soon);
    expect([status, body.expiresAt]).toEqual([201, soon]);
    expect((await api.call('GET', '/v1/galleries', { key: body.key })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 450));
    const late = await api.call<Problem>('GET', '/v1/galleries', { key: body.key });
    expect(late).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(late.body.detail).toContain(`expired at ${soon}`);
    expect(late.headers.get('www-authenticate')).toBe('Bearer');
    const session = await api.call('POST', '/v1/session', { key: null, json: { key: body.key } });
    expect(session.status).toBe(401);
  });

  it('takes any zone and keeps UTC; what has passed or is no time is refused', async () => {
    const { body } = await create('2100-01-01T02:00:00+02:00');
    expect(body.expiresAt).toBe('2100-01-01T00:00:00.000Z');
    for (const wrong of ['2020-01-01T00:00:00Z', 'tomorrow', '2100-13-01T00:00:00Z']) {
      expect((await create(wrong)).status).toBe(400);
    }
  });

  it('is no reason to let the last lasting admin key go', async () => {
    await create('2100-01-01T00:00:00Z', ['admin']);
    expect((await api.call('DELETE', '/v1/keys/preset')).status).toBe(409);
  });
});

describe('the use of a key', () => {
  it('is noted once a minute, not with every request', async () => {
    const database = api.app.get(Database);
    const { id, key } = await createKey(['search']);
    const lastUsed = async () => (await api.app.get(KeysService).get(id)).lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await api.call('GET', '/v1/galleries', { key });
    const first = await lastUsed();
    expect(Math.abs(Date.now() - Date.parse(first ?? ''))).toBeLessThan(60_000);
    await api.call('GET', '/v1/galleries', { key });
    expect(await lastUsed()).toBe(first);
    const old = new Date(Date.now() - 61_000).toISOString();
    await database.updateTable('keys').set({ last_used_at: old }).where('id', '=', id).execute();
    await api.call('GET', '/v1/galleries', { key });
    expect(Date.parse((await lastUsed()) ?? '')).toBeGreaterThan(Date.parse(old));
  });
});

describe('scopes', () => {
  const deed = {
    search: ['GET', '/v1/galleries', {}],
    write: ['POST', '/v1/galleries/mine/items', { form: pictureForm(stripes(0, 0)) }],
    train: ['POST', '/v1/galleries/mine/promote', { json: { model: 'no-such-model' } }],
    admin: ['GET', '/v1/keys', {}],
  } as const;
  const scopes = ['search', 'write', 'train', 'admin'] as const;

  it.each(scopes)('%s allows what it says and nothing else', async (scope) => {
    const { key } = await createKey([scope]);
    for (const needed of scopes) {
      const [method, path, options] = deed[needed];
      const answer = await api.call<Problem>(method, path, { ...options, key });
      const allowed = scope === needed || scope === 'admin';
      expect([needed, answer.status === 403]).toEqual([needed, !allowed]);
      if (!allowed) {
        expect(answer.body.code).toBe('forbidden');
      }
    }
  });
});

describe('a key bound to a gallery', () => {
  it('sees nothing of the others', async () => {
    const { key } = await createKey(['search', 'write', 'train'], ['mine']);
    const { body } = await api.call<{ items: { name: string }[]; total: number }>(
      'GET',
      '/v1/galleries',
      { key },
    );
    expect(body).toMatchObject({ items: [{ name: 'mine' }], total: 1 });
    expect((await api.call('GET', '/v1/galleries/mine', { key })).status).toBe(200);
    for (const [method, path] of [
      ['GET', '/v1/galleries/theirs'],
      ['DELETE', '/v1/galleries/theirs'],
      ['GET', '/v1/galleries/theirs/items'],
      ['GET', '/v1/training-runs?gallery=theirs'],
    ] as const) {
      expect((await api.call(method, path, { key })).status).toBe(404);
    }
  });

  it('makes no gallery', async () => {
    const { key } = await createKey(['write'], ['mine']);
    const answer = await api.call('POST', '/v1/galleries', { key, json: { name: 'new' } });
    expect(answer.status).toBe(403);
  });

  it('sees nothing at all once its gallery is gone', async () => {
    await api.createGallery('passing');
    const { key } = await createKey(['search'], ['passing']);
    await api.call('DELETE', '/v1/galleries/passing');
    const { body } = await api.call('GET', '/v1/galleries', { key });
    expect(body).toMatchObject({ items: [], total: 0 });
  });

  it('is not bound to what is not there', async () => {
    const json = { name: 'x', scopes: ['search'], galleries: ['nowhere'] };
    expect((await api.call('POST', '/v1/keys', { json })).status).toBe(404);
  });
});
