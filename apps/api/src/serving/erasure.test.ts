// What was deleted is nowhere in the home any more: the test looks for its bytes in every file.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Item } from '../items/items.schema.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import { bytesOfVector } from './vector-bytes.js';
import { VectorsRepository } from './vectors.repository.js';

type Needles = Record<string, Uint8Array>;

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await api.createGallery('parts');
  await api.call('POST', '/v1/galleries', { json: { name: 'own', dimension: 8 } });
  for (let number = 0; number < 8; number++) {
    await api.upload('parts', stripes(0, number), { label: 'kept' });
  }
});

afterAll(async () => {
  await api.stopAndRemove();
});

/** The names of the needles that some file of the home holds. */
async function found(needles: Needles): Promise<string[]> {
  const entries = await readdir(api.home, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFile(join(parentPath, name))),
  );
  return Object.keys(needles).filter((name) =>
    files.some((file) => file.includes(Buffer.from(needles[name] ?? []))),
  );
}

async function needlesOf(item: Item, image: Uint8Array): Promise<Needles> {
  const set = { model: 'baseline-pixels', rerank: 'none' } as const;
  const vector = await api.app.get(VectorsRepository).searchedOfItem(item.id, set);
  const address = `/v1/galleries/parts/items/${item.id}/image?size=24`;
  const preview = new Uint8Array(await (await api.fetch('GET', address)).arrayBuffer());
  return {
    picture: image.slice(60, 160),
    preview: preview.slice(20, 80),
    vector: bytesOfVector(vector ?? new Float32Array(0)).slice(64, 128),
    label: Buffer.from(item.label ?? ''),
    metadata: Buffer.from('a very secret remark'),
  };
}

it('leaves no byte of a deleted item behind, nor of one that was replaced', async () => {
  const image = stripes(3, 77);
  const metadata = JSON.stringify({ remark: 'a very secret remark' });
  const fields = { label: 'secret-label', externalId: 'x', metadata };
  for (const erase of [
    (id: string) => api.call('DELETE', `/v1/galleries/parts/items/${id}`),
    () => api.upload('parts', stripes(0, 3), { externalId: 'x', label: 'kept' }),
  ]) {
    const { body } = await api.upload('parts', image, fields);
    const needles = await needlesOf(body, image);
    await api.stop(); // saves the index
    api = await TestApi.start({ home: api.home });
    expect(await found(needles)).toEqual(Object.keys(needles));
    expect((await erase(body.id)).status).toBeLessThan(300);
    expect(await found(needles)).toEqual([]);
    await api.stop();
    expect(await found(needles)).toEqual([]);
    api = await TestApi.start({ home: api.home });
    expect(await found(needles)).toEqual([]);
  }
});

it('leaves no byte of a deleted gallery or of a vector of your own', async () => {
  const vector = [0.11, 0.23, 0.35, 0.47, 0.59, 0.61, 0.73, 0.87];
  const items = '/v1/galleries/own/items';
  await api.call('POST', items, { json: { vector: [1, 0, 0, 0, 0, 0, 0, 0] } });
  const json = { vector, label: 'own-secret-label' };
  const { body } = await api.call<Item>('POST', items, { json });
  const unit = Float32Array.from(vector);
  const needles = { vector: bytesOfVector(unit), label: Buffer.from('own-secret-label') };
  expect(await found(needles)).toEqual(['vector', 'label']);
  await api.call('DELETE', `${items}/${body.id}`);
  expect(await found(needles)).toEqual([]);
  await api.call('POST', items, { json });
  expect(await found(needles)).toEqual(['vector', 'label']);
  await api.call('DELETE', '/v1/galleries/own');
  expect(await found(needles)).toEqual([]);
});

it('makes a preview once, for all sizes up to the next that is kept', async () => {
  const { body } = await api.upload('parts', stripes(2, 5));
  const address = `/v1/galleries/parts/items/${body.id}/image`;
  const previews = async () =>
    (await readdir(join(api.home, 'thumbnails'), { recursive: true })).filter((name) =>
      name.includes(`${body.sha256}/`),
    );
  const answers = await Promise.all(
    [17, 20, 24, 24].map((size) => api.fetch('GET', `${address}?size=${size}`)),
  );
  expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(1);
  expect(await previews()).toEqual([expect.stringMatching(/\/24\.webp$/)]);
  await api.call('DELETE', `/v1/galleries/parts/items/${body.id}`);
  expect(await previews()).toEqual([]);
});
