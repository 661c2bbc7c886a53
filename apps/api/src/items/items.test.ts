import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../http/problem.schema.js';
import { BlobSweep } from '../persistence/blob-sweep.js';
import type { SearchResult } from '../search/search.schema.js';
import { png, pngBomb, stripes } from '../testing/pictures.js';
import { pictureForm, TestApi } from '../testing/test-api.js';
import type { Item } from './items.schema.js';

interface ItemList {
  items: Item[];
  nextCursor: string | null;
  total: number;
}

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});

afterAll(async () => {
  await api.stopAndRemove();
});

const search = async (gallery: string, image: Uint8Array<ArrayBuffer>) => {
  const { body } = await api.call<SearchResult>('POST', `/v1/galleries/${gallery}/search`, {
    form: pictureForm(image),
  });
  return body.hits;
};

/** Every stored file, half-written ones included. */
const storedFiles = async () => {
  const entries = await readdir(join(api.home, 'blobs'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
};

describe('filing a picture', () => {
  it('answers with what was filed, and a search finds it', async () => {
    await api.createGallery('filing');
    const image = stripes(0, 0);
    const { status, body } = await api.upload('filing', image, {
      label: ' washer ',
      externalId: 'W-1',
      metadata: '{"line":3}',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      externalId: 'W-1',
      label: 'washer',
      metadata: { line: 3 },
      width: 32,
      height: 32,
      bytes: image.byteLength,
      format: 'png',
      sha256: createHash('sha256').update(image).digest('hex'),
    });
    const [hit] = await search('filing', image);
    expect(hit).toMatchObject({ item: body.id, externalId: 'W-1', label: 'washer' });
    expect(hit?.score).toBeCloseTo(1, 5);
  });

  it('replaces the item of the same external id, vector and file included', async () => {
    await api.createGallery('replacing');
    const [before, after] = [stripes(0, 0), stripes(3, 7)];
    const first = await api.upload('replacing', before, { externalId: 'x', label: 'old' });
    const second = await api.upload('replacing', after, { externalId: 'x' });
    expect(second.status).toBe(200);
    expect(second.body).toMatchObject({ id: first.body.id, label: null, metadata: {} });
    expect(second.body.createdAt).toBe(first.body.createdAt);
    const hits = await search('replacing', after);
    expect(hits).toHaveLength(1);
    expect(hits[0]?.score).toBeCloseTo(1, 5);
    const list = await api.call<ItemList>('GET', '/v1/galleries/replacing/items');
    expect(list.body.total).toBe(1);
    const hash = first.body.sha256;
    const usedElsewhere = (await storedFiles()).filter((name) => name === hash).length;
    const filed = await api.call<ItemList>('GET', '/v1/galleries/filing/items');
    expect(usedElsewhere).toBe(filed.body.items.some(({ sha256 }) => sha256 === hash) ? 1 : 0);
  });

  it('takes many at once, each one whole', async () => {
    await api.createGallery('many');
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, number) =>
        api.upload('many', stripes(number % 5, number), { label: `k${number % 5}` }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const list = await api.call<ItemList>('GET', '/v1/galleries/many/items?limit=200');
    expect(list.body.total).toBe(24);
    expect(await search('many', stripes(2, 7))).toHaveLength(10);
    const one = await api.call<ItemList>('GET', '/v1/galleries/many/items?label=k1&limit=2');
    expect(one.body.total).toBe(5);
    expect(one.body.items.map(({ label }) => label)).toEqual(['k1', 'k1']);
  });

  it('lets one win where the same external id comes at the same time', async () => {
    await api.createGallery('racing');
    const answers = await Promise.all(
      [0, 1, 2, 3].map((kind) => api.upload('racing', stripes(kind, 0), { externalId: 'one' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    const list = await api.call<ItemList>('GET', '/v1/galleries/racing/items');
    expect(list.body.total).toBe(1);
    expect(await search('racing', stripes(0, 0))).toHaveLength(1);
  });
});

describe('bad pictures', () => {
  const tooLarge = new Uint8Array(20 * 2 ** 20 + 1);
  const wayTooLarge = new Uint8Array(24 * 2 ** 20);
  const truncated = png(64, (x, y) => [x * 3, y * 3, (x * y) % 255]).slice(0, 400);
  const cases: [string, Uint8Array<ArrayBuffer>, number, string][] = [
    ['no picture', new TextEncoder().encode('hello, I am text'), 415, 'not_an_image'],
    [
      'an SVG',
      new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      415,
      'not_an_image',
    ],
    ['an image bomb', pngBomb(10_000), 413, 'image_too_many_pixels'],
    ['an empty file', new Uint8Array(0), 400, 'empty_file'],
    ['a file over the limit', tooLarge, 413, 'file_too_large'],
    ['a file far over the limit', wayTooLarge, 413, 'file_too_large'],
    ['a damaged picture', truncated, 422, 'damaged_image'],
  ];

  beforeAll(async () => {
    await api.createGallery('bad');
  });

  it.each(cases)('refuses %s and leaves nothing behind', async (_, image, status, code) => {
    const before = await storedFiles();
    const answer = await api.call<Problem>('POST', '/v1/galleries/bad/items', {
      form: pictureForm(image, { label: 'x' }),
    });
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await storedFiles()).toEqual(before);
    const list = await api.call<ItemList>('GET', '/v1/galleries/bad/items');
    expect(list.body.total).toBe(0);
  });

  it.each([
    ['a label of 10,000 characters', { label: 'x'.repeat(10_000) }, 'label'],
    ['a label with a control character', { label: 'a\u0000b' }, 'label'],
    ['a label of blanks', { label: '   ' }, 'label'],
    ['an external id that is too long', { externalId: 'x'.repeat(201) }, 'externalId'],
    ['metadata that are no JSON', { metadata: '{' }, 'metadata'],
    ['metadata that are no object', { metadata: '[1]' }, 'metadata'],
    ['metadata over 16 kB', { metadata: JSON.stringify({ a: 'x'.repeat(17_000) }) }, 'metadata'],
  ])('refuses %s', async (_, fields, path) => {
    const answer = await api.call<Problem>('POST', '/v1/galleries/bad/items', {
      form: pictureForm(stripes(0, 0), fields),
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body.errors.map((error) => error.path)).toEqual([path]);
  });

  it('wants a form with the field image', async () => {
    const form = new FormData();
    form.set('label', 'x');
    const missing = await api.call<Problem>('POST', '/v1/galleries/bad/items', { form });
    expect(missing).toMatchObject({ status: 400, body: { errors: [{ path: 'image' }] } });
    const json = await api.call<Problem>('POST', '/v1/galleries/bad/items', { json: {} });
    expect(json).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    const twice = pictureForm(stripes(0, 0));
    twice.append('image', new Blob([stripes(0, 1)]), 'second');
    expect((await api.call('POST', '/v1/galleries/bad/items', { form: twice })).status).toBe(400);
  });

  it('does not know a gallery that is not there', async () => {
    const answer = await api.call<Problem>('POST', '/v1/galleries/nowhere/items', {
      form: pictureForm(stripes(0, 0)),
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

describe('an item', () => {
  it('changes its label and metadata, and keeps what is left out', async () => {
    await api.createGallery('changing');
    const { body } = await api.upload('changing', stripes(0, 0), {
      label: 'a',
      metadata: '{"n":1}',
    });
    const path = `/v1/galleries/changing/items/${body.id}`;
    const labelled = await api.call<Item>('PATCH', path, { json: { label: 'b' } });
    expect(labelled.body).toMatchObject({ label: 'b', metadata: { n: 1 } });
    const cleared = await api.call<Item>('PATCH', path, { json: { label: null, metadata: {} } });
    expect(cleared.body).toMatchObject({ label: null, metadata: {} });
    expect((await api.call<Item>('GET', path)).body).toEqual(cleared.body);
    const wrong = await api.call<Problem>('PATCH', path, { json: { label: 'x'.repeat(201) } });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: 'label' }] } });
  });

  it('is not found in another gallery', async () => {
    await api.createGallery('one');
    await api.createGallery('other');
    const { body } = await api.upload('one', stripes(0, 0));
    const path = `/v1/galleries/other/items/${body.id}`;
    for (const [method, address] of [
      ['GET', path],
      ['DELETE', path],
      ['GET', `${path}/image`],
    ] as const) {
      expect((await api.call<Problem>(method, address)).body.code).toBe('not_found');
    }
  });

  it('is found by no search once it is deleted, and its file goes with the last reference', async () => {
    await api.createGallery('deleting');
    const image = stripes(4, 99);
    const first = await api.upload('deleting', image);
    const second = await api.upload('deleting', image);
    const remove = (id: string) => api.call('DELETE', `/v1/galleries/deleting/items/${id}`);
    expect((await remove(first.body.id)).status).toBe(204);
    expect(await storedFiles()).toContain(first.body.sha256);
    expect((await search('deleting', image)).map(({ item }) => item)).toEqual([second.body.id]);
    await remove(second.body.id);
    expect(await storedFiles()).not.toContain(first.body.sha256);
    expect(await search('deleting', image)).toEqual([]);
    expect((await remove(second.body.id)).status).toBe(404);
  });

  it('shows its picture as it was sent, or smaller', async () => {
    await api.createGallery('showing');
    const image = png(200, (x, y) => [x, y, 0]);
    const { body } = await api.upload('showing', image);
    const path = `/v1/galleries/showing/items/${body.id}/image`;
    const whole = await api.fetch('GET', path);
    expect(whole.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(image);
    const small = await api.fetch('GET', `${path}?size=64`);
    expect(small.headers.get('content-type')).toBe('image/webp');
    expect((await small.arrayBuffer()).byteLength).toBeLessThan(image.byteLength);
    const again = await api.fetch('GET', `${path}?size=64`, {
      headers: { 'if-none-match': small.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
    expect((await api.call('GET', `${path}?size=5`)).status).toBe(400);
  });
});

describe('the files', () => {
  it('lose what nothing refers to, and only that', async () => {
    const before = await storedFiles();
    await api.app.get(BlobSweep).sweepAll();
    expect(await storedFiles()).toEqual(before);
  });
});
