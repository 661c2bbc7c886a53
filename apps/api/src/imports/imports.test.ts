import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../http/list.schema.js';
import type { Item } from '../items/items.schema.js';
import type { Job } from '../jobs/jobs.schema.js';
import { type Files, tarGzOf, zipOf } from '../testing/archives.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';

interface Refusal {
  readonly position: number;
  readonly name: string;
  readonly code: string;
}

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});

afterAll(async () => {
  await api.stopAndRemove();
});

const good: Files = Object.fromEntries(
  Array.from({ length: 70 }, (_, at) => [`set/kind-${at % 3}/${at}.png`, stripes(at % 3, at)]),
);
const bad: Files = {
  'set/kind-0/text.png': 'no picture',
  'set/kind-0/drawing.png': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  [`set/kind-0/${'x'.repeat(200)}.png`]: stripes(0, 0),
  'set/readme.txt': 'not looked at',
};

async function imported(gallery: string, file: Uint8Array<ArrayBuffer>): Promise<Job> {
  const { status, headers, body } = await api.import(gallery, file);
  expect(status, JSON.stringify(body)).toBe(202);
  expect(headers.get('location')).toBe(`/v1/jobs/${body.id}`);
  return api.ended(body.id);
}

const itemsOf = async (gallery: string) =>
  (await api.call<Page<Item>>('GET', `/v1/galleries/${gallery}/items?limit=200`)).body;

const refusalsOf = async (job: string) =>
  (await api.call<Page<Refusal>>('GET', `/v1/jobs/${job}/refusals`)).body;

const receivedFiles = () => readdir(join(api.home, 'imports')).catch(() => []);

function ndjsonOf(lines: readonly unknown[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

describe.each([
  ['tar.gz', tarGzOf],
  ['zip', async (files: Files) => zipOf(files)],
])('a %s of pictures', (kind, make) => {
  const gallery = kind.replace('.', '-');

  it('is filed, by its folders and paths, and what is none is named', async () => {
    await api.createGallery(gallery);
    const job = await imported(gallery, await make({ ...good, ...bad }));
    expect(job).toMatchObject({
      kind: 'import',
      state: 'succeeded',
      progress: { done: 73, total: 73 },
      import: { added: 70, replaced: 0, unchanged: 0, refused: 3 },
    });
    const { items, total } = await itemsOf(gallery);
    expect(total).toBe(70);
    const found = Object.fromEntries(items.map(({ externalId, label }) => [externalId, label]));
    expect(found).toEqual(
      Object.fromEntries(Object.keys(good).map((path) => [path, path.split('/')[1]])),
    );
    const refusals = await refusalsOf(job.id);
    expect(refusals.total).toBe(3);
    expect(refusals.items.map(({ name, code }) => [name.slice(0, 22), code])).toEqual([
      ['set/kind-0/text.png', 'not_an_image'],
      ['set/kind-0/drawing.png', 'not_an_image'],
      [`set/kind-0/${'x'.repeat(11)}`, 'invalid_request'],
    ]);
    const search = await api.call<{ hits: { externalId: string }[] }>(
      'POST',
      `/v1/galleries/${gallery}/search`,
      { json: { image: Buffer.from(stripes(1, 4)).toString('base64'), limit: 1 } },
    );
    expect(search.body.hits[0]?.externalId).toBe('set/kind-1/4.png');
  });

  it('adds nothing twice, and replaces what has changed', async () => {
    const changed = { ...good, 'set/kind-0/0.png': stripes(4, 99) };
    const { import: report } = await imported(gallery, await make(changed));
    expect(report).toEqual({ added: 0, replaced: 1, unchanged: 69, refused: 0 });
    expect((await itemsOf(gallery)).total).toBe(70);
    await expect.poll(receivedFiles).toEqual([]);
  });
});

describe('NDJSON', () => {
  it('brings pictures with all their fields', async () => {
    await api.createGallery('lines');
    const image = Buffer.from(stripes(2, 2)).toString('base64');
    const job = await imported(
      'lines',
      ndjsonOf([
        { image, externalId: 'a', label: 'nut', metadata: { line: 3 } },
        { image },
        { image: '???' },
        { image, vector: [1] },
        { label: 'nothing' },
        { image, metadata: [] },
        [],
        { vector: [1, 2] },
      ]),
    );
    expect(job.import).toEqual({ added: 2, replaced: 0, unchanged: 0, refused: 6 });
    const { items } = await itemsOf('lines');
    expect(items[1]).toMatchObject({ externalId: 'a', label: 'nut', metadata: { line: 3 } });
    const refusals = await refusalsOf(job.id);
    expect(refusals.items.map(({ name, code }) => `${name} ${code}`)).toEqual([
      'line 3 invalid_request',
      'line 4 invalid_request',
      'line 5 invalid_request',
      'line 6 invalid_request',
      'line 7 invalid_request',
      'line 8 wrong_dimension',
    ]);
  });

  it('brings vectors', async () => {
    await api.call('POST', '/v1/galleries', { json: { name: 'own', dimension: 3 } });
    const lines = Array.from({ length: 100 }, (_, at) => ({ vector: [1, at, 0] }));
    const { import: report } = await imported('own', ndjsonOf(lines));
    expect(report).toMatchObject({ added: 100, refused: 0 });
    expect((await itemsOf('own')).total).toBe(100);
  });
});

describe('an import', () => {
  it('that is cut off by a stop goes on at the next start, and files nothing twice', async () => {
    await api.createGallery('resumed');
    const image = Buffer.from(stripes(1, 1)).toString('base64');
    const lines = Array.from({ length: 400 }, (_, at) => ({ image, label: `${at}` }));
    const { body } = await api.import('resumed', ndjsonOf(lines));
    const progress = async () => (await api.call<Job>('GET', `/v1/jobs/${body.id}`)).body.progress;
    await expect.poll(async () => (await progress()).done, { interval: 5 }).toBeGreaterThan(0);
    await api.stop();
    api = await TestApi.start({ home: api.home });
    const job = await api.ended(body.id);
    expect(job).toMatchObject({ state: 'succeeded', import: { added: 400 } });
    const labels = await api.call<{ items: { count: number }[] }>(
      'GET',
      '/v1/galleries/resumed/labels',
    );
    expect(labels.body.items.map(({ count }) => count)).toEqual(lines.map(() => 1));
  });

  it('keeps what it has added when it is cancelled', async () => {
    await api.createGallery('cancelled');
    const image = Buffer.from(stripes(1, 1)).toString('base64');
    const { body } = await api.import('cancelled', ndjsonOf(Array(2000).fill({ image })));
    const other = await api.import('cancelled', ndjsonOf([{ image }]));
    const cancel = (id: string) => api.call<Job>('POST', `/v1/jobs/${id}/cancel`);
    expect((await cancel(other.body.id)).body).toMatchObject({ state: 'cancelled' });
    const job = (await cancel(body.id)).body;
    expect(job.state).toBe('cancelled');
    expect((await itemsOf('cancelled')).total).toBe(job.import?.added);
    await expect.poll(receivedFiles).toEqual([]);
  });

  it.each([
    ['a picture', stripes(0, 0), 415, 'unsupported_media_type'],
    ['nothing', new Uint8Array(0), 400, 'empty_file'],
  ])('refuses %s at once', async (_, file, status, code) => {
    const answer = await api.import('resumed', file);
    expect(answer).toMatchObject({ status, body: { code } });
    await expect.poll(receivedFiles).toEqual([]);
  });

  it('refuses bodies that are no files, and other addresses refuse files', async () => {
    const json = await api.call('POST', '/v1/galleries/resumed/items/import', { json: {} });
    expect(json).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    const headers = { 'content-type': 'application/zip' };
    const file = await api.call('POST', '/v1/galleries', { raw: 'PK', headers });
    expect(file).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
  });

  it('of a damaged archive fails and files nothing', async () => {
    await api.createGallery('damaged');
    const whole = await tarGzOf(good);
    const job = await imported('damaged', whole.slice(0, whole.length - 500));
    expect(job).toMatchObject({
      state: 'failed',
      error: { code: 'dataset_invalid', message: expect.stringContaining('damaged or incomplete') },
    });
    expect((await itemsOf('damaged')).total).toBe(0);
  });
});
