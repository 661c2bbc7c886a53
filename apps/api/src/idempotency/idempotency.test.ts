import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Gallery } from '../galleries/galleries.schema.js';
import type { Problem } from '../http/problem.schema.js';
import type { Item } from '../items/items.schema.js';
import type { Job } from '../jobs/jobs.schema.js';
import type { Key } from '../keys/keys.schema.js';
import { Database } from '../persistence/database.js';
import { stripes } from '../testing/pictures.js';
import { type Answer, adminKey, pictureForm, TestApi } from '../testing/test-api.js';
import { BodyHash } from './body-hash.js';
import { RepeatedRequests } from './repeated-requests.js';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await api.createGallery('g');
});
afterAll(() => api.stopAndRemove());

const headers = (key: string) => ({ 'idempotency-key': key });
const create = (key: string, name: string): Promise<Answer<Gallery & Problem>> =>
  api.call('POST', '/v1/galleries', { json: { name }, headers: headers(key) });
const items = async (): Promise<number> =>
  (await api.call<{ total: number }>('GET', '/v1/galleries/g/items')).body.total;

it('answers again what was answered, and does nothing again', async () => {
  const first = await create('once', 'made-once');
  expect(first.status).toBe(201);
  expect(first.headers.has('idempotency-replayed')).toBe(false);
  const again = await create('once', 'made-once');
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect((await create('another', 'made-once')).body.code).toBe('name_taken');
});

it('refuses the same key for something else, and keys that are none', async () => {
  await create('spent', 'spent');
  const other = await create('spent', 'other');
  expect(other).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(other.body.detail).toContain('Idempotency-Key');
  for (const bad of ['a b', '', 'x'.repeat(256), 'ü']) {
    const answer = await create(bad, 'never');
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body.errors[0]?.path).toBe('Idempotency-Key');
  }
});

it('knows a picture again, whatever the boundary of its form', async () => {
  const post = (image: Uint8Array<ArrayBuffer>) =>
    api.call<Item & Problem>('POST', '/v1/galleries/g/items', {
      form: pictureForm(image, { label: 'a' }),
      headers: headers('picture'),
    });
  const before = await items();
  const first = await post(stripes(0, 1));
  expect(first.status).toBe(201);
  expect((await post(stripes(0, 1))).body).toEqual(first.body);
  expect((await post(stripes(0, 2))).status).toBe(409);
  expect(await items()).toBe(before + 1);
});

it('knows a file again, with its job', async () => {
  const file = Buffer.from(`${JSON.stringify({ vector: [1] })}\n`);
  const post = async (body: Buffer) => {
    const answer = await fetch(`${api.address}/v1/galleries/g/items/import`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${adminKey}`,
        'content-type': 'application/x-ndjson',
        'idempotency-key': 'file',
      },
      body: new Uint8Array(body),
    });
    return {
      status: answer.status,
      location: answer.headers.get('location'),
      body: (await answer.json()) as Job,
    };
  };
  const first = await post(file);
  expect(first).toMatchObject({ status: 202, location: `/v1/jobs/${first.body.id}` });
  expect(await post(file)).toEqual(first);
  expect((await post(Buffer.concat([file, file]))).status).toBe(409);
});

it('does what failed again, and what came at once only once', async () => {
  const missing = {
    json: { name: 'k', scopes: ['search'], galleries: ['later'], expiresAt: null },
  };
  const key = () =>
    api.call<Key & { key: string }>('POST', '/v1/keys', { ...missing, headers: headers('failed') });
  expect((await key()).status).toBe(404);
  await api.createGallery('later');
  expect((await key()).status).toBe(201);
  const answers = await Promise.all(Array.from({ length: 6 }, () => create('six', 'six')));
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  const replayed = answers.filter((answer) => answer.headers.has('idempotency-replayed'));
  expect(replayed).toHaveLength(5);
});

it('is each caller’s own, survives a restart, and keeps no secret in the home', async () => {
  const json = { name: 'mine', scopes: ['admin'], galleries: null, expiresAt: null };
  const make = (key: string) =>
    api.call<Key & { key: string }>('POST', '/v1/keys', { json, key, headers: headers('shared') });
  const first = (await make(adminKey)).body;
  const theirs = await make(first.key);
  expect(theirs.body.key).not.toBe(first.key);
  await api.stop();
  const secret = first.key.split('_').at(-1) ?? '';
  for (const file of ['umbra.db', 'umbra.db-wal']) {
    const bytes = await readFile(join(api.home, file)).catch(() => Buffer.alloc(0));
    expect(bytes.includes(secret)).toBe(false);
  }
  api = await TestApi.start({ home: api.home });
  expect((await make(adminKey)).body).toEqual(first);
});

it('forgets after a day, and when there are too many', async () => {
  const database = api.app.get(Database);
  const kept = async () => (await database.selectFrom('answers').select('id').execute()).length;
  await create('old', 'old');
  const before = await kept();
  const at = new Date(Date.now() - 25 * 3_600_000).toISOString();
  await database.updateTable('answers').set({ at }).execute();
  expect((await create('old', 'old')).body.code).toBe('name_taken');
  await create('new', 'new');
  await create('newer', 'newer');
  expect(await kept()).toBe(before + 2);
  await api.app.get(RepeatedRequests).tidy();
  expect(await kept()).toBe(2);
  await api.app.get(RepeatedRequests).tidy({ most: 1 });
  expect((await create('newer', 'newer')).headers.has('idempotency-replayed')).toBe(true);
});

it('hashes a form without its boundary, wherever the pieces are cut', () => {
  const hashOf = (boundary: string, size: number) => {
    const text = Buffer.from(`--${boundary}\r\nabc---\r\n--${boundary}--\r\n`);
    const hash = new BodyHash(boundary);
    for (let at = 0; at < text.length; at += size) hash.update(text.subarray(at, at + size));
    return hash.digest();
  };
  const sizes = [1, 2, 3, 7, 100];
  const hashes = sizes.flatMap((size) => [hashOf('--x1', size), hashOf('--another', size)]);
  expect(new Set(hashes).size).toBe(1);
  expect(new BodyHash('--x1').digest()).not.toBe(hashes[0]);
});
