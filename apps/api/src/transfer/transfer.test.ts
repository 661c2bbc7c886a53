import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gallery } from '../galleries/galleries.schema.js';
import type { Page } from '../http/list.schema.js';
import type { Item } from '../items/items.schema.js';
import type { Job } from '../jobs/jobs.schema.js';
import type { Model } from '../models/models.schema.js';
import type { SearchResult } from '../search/search.schema.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import { fileUntrainedModel } from '../testing/test-model.js';

let here: TestApi;
let elsewhere: TestApi;
let exported: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  here = await TestApi.start();
  elsewhere = await TestApi.start();
  await here.createGallery('parts');
  for (let number = 0; number < 30; number++) {
    const metadata = JSON.stringify({ line: number % 4 });
    const fields = { label: `kind-${number % 3}`, externalId: `part-${number}`, metadata };
    await here.upload('parts', stripes(number % 3, number % 29), fields); // one picture twice
  }
  const model = await fileUntrainedModel(here, 1);
  const json = { model };
  const { body } = await here.call<Job>('POST', '/v1/galleries/parts/promote', { json });
  expect((await here.ended(body.id)).state).toBe('succeeded');
  await here.call('POST', '/v1/galleries/parts/calibration');
  exported = await exportOf(here, 'parts');
});

afterAll(async () => {
  await here.stopAndRemove();
  await elsewhere.stopAndRemove();
});

async function exportOf(api: TestApi, gallery: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await api.fetch('GET', `/v1/galleries/${gallery}/export`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toContain(`${gallery}.umbra.tar`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function imported(file: Uint8Array<ArrayBuffer>, name: string): Promise<Job> {
  const { status, body } = await elsewhere.sendFile(`/v1/galleries/import?name=${name}`, file);
  expect(status, JSON.stringify(body)).toBe(202);
  return elsewhere.ended(body.id);
}

/** All that a user sees of a gallery, without ids and times of change of its own. */
async function seen(api: TestApi, gallery: string) {
  const address = `/v1/galleries/${gallery}`;
  const { items } = (await api.call<Page<Item>>('GET', `${address}/items?limit=200`)).body;
  const facts = items.map(({ id: _, gallery: __, ...rest }) => rest);
  const json = { image: Buffer.from(stripes(1, 7)).toString('base64'), limit: 30 };
  const search = (await api.call<SearchResult>('POST', `${address}/search`, { json })).body;
  const hits = search.hits.map(({ item: _, ...hit }) => hit);
  const { model } = (await api.call<Gallery>('GET', address)).body;
  const {
    id,
    gallery: ____,
    servedBy,
    ...shown
  } = (await api.call<Model>('GET', `/v1/models/${model.id}`)).body;
  expect(servedBy).toHaveLength(1);
  const calibration = (await api.call<{ calibration: unknown }>('GET', `${address}/calibration`))
    .body.calibration;
  return { facts, hits, shown, calibration };
}

/** What an import may leave behind. */
async function traces() {
  const files = await readdir(elsewhere.home, { recursive: true });
  const lists = await Promise.all(
    ['galleries', 'models'].map((list) => elsewhere.call('GET', `/v1/${list}`)),
  );
  return {
    files: files.filter((file) => /^(blobs|models|imports)\/.*[0-9a-f-]{36}/.test(file)).sort(),
    lists: lists.map(({ body }) => body),
  };
}

describe('an exported gallery', () => {
  it('is elsewhere what it was, model and calibration included', async () => {
    const job = await imported(exported, 'copied');
    expect(job).toMatchObject({ kind: 'import-gallery', state: 'succeeded', error: null });
    expect(job.progress).toEqual({ done: 30, total: 30 });
    const copy = (await elsewhere.call<Gallery>('GET', '/v1/galleries/copied')).body;
    expect(job.gallery).toBe(copy.id);
    expect(await seen(elsewhere, 'copied')).toEqual(await seen(here, 'parts'));
    const { items } = (await elsewhere.call<Page<Item>>('GET', '/v1/galleries/copied/items')).body;
    const image = await elsewhere.fetch('GET', `/v1/galleries/copied/items/${items[0]?.id}/image`);
    expect(new Uint8Array(await image.arrayBuffer())).toEqual(stripes(2, 0));
  });

  it('may be exported again, byte for byte', async () => {
    const again = await exportOf(here, 'parts');
    expect(Buffer.compare(again, exported)).toBe(0);
  });

  it('of vectors of your own comes along too', async () => {
    const json = { name: 'own', dimension: 3 };
    await here.call('POST', '/v1/galleries', { json });
    const vector = { vector: [1, 2, 3], label: 'nut' };
    await here.call('POST', '/v1/galleries/own/items', { json: vector });
    expect((await imported(await exportOf(here, 'own'), 'own')).state).toBe('succeeded');
    const search = await elsewhere.call<SearchResult>('POST', '/v1/galleries/own/search', {
      json: { vector: [1, 2, 3] },
    });
    expect(search.body.hits).toMatchObject([{ label: 'nut' }]);
  });
});

describe('a damaged file', () => {
  it('is refused wherever it is damaged, and leaves nothing behind', async () => {
    let before = await traces();
    const step = Math.ceil(exported.length / 12);
    for (let at = 7; at < exported.length; at += step) {
      const bytes = exported.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      const job = await imported(bytes, 'broken');
      if (job.state === 'succeeded') {
        // A byte between two files says nothing.
        expect(await seen(elsewhere, 'broken')).toEqual(await seen(here, 'parts'));
        await elsewhere.call('DELETE', '/v1/galleries/broken');
        before = await traces(); // its model stays
      } else {
        expect(job).toMatchObject({ state: 'failed', gallery: null });
        expect(job.error?.code).toBe('dataset_invalid');
        await expect.poll(traces).toEqual(before);
      }
    }
  });

  it('is refused when it was cut off', async () => {
    const before = await traces();
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const part = exported.slice(0, Math.floor(exported.length * share));
      expect(await imported(part, 'cut')).toMatchObject({ state: 'failed' });
    }
    await expect.poll(traces).toEqual(before);
  });

  it('is refused when it is none, or its name is taken', async () => {
    const none = await elsewhere.sendFile('/v1/galleries/import', stripes(0, 0));
    expect(none).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    const before = await traces();
    const job = await imported(exported, 'copied');
    expect(job).toMatchObject({ state: 'failed', error: { code: 'name_taken' } });
    await expect.poll(traces).toEqual(before);
  });
});
