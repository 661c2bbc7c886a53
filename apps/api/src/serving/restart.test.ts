import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gallery } from '../galleries/galleries.schema.js';
import type { Item } from '../items/items.schema.js';
import { Lifecycle } from '../lifecycle.js';
import type { SearchResult } from '../search/search.schema.js';
import { stripes } from '../testing/pictures.js';
import { pictureForm, TestApi } from '../testing/test-api.js';

const count = 12;

let api: TestApi;
const items: Item[] = [];

beforeAll(async () => {
  api = await TestApi.start();
  await api.createGallery('kept');
  for (let number = 0; number < count; number++) {
    const { body } = await api.upload('kept', stripes(number % 4, number), { label: 'x' });
    items.push(body);
  }
  await api.call('DELETE', `/v1/galleries/kept/items/${items.pop()?.id}`);
});

afterAll(async () => {
  await rm(api.home, { recursive: true, force: true });
});

async function restart(between: () => Promise<void> = async () => {}): Promise<void> {
  const { home } = api;
  await api.stop();
  await between();
  api = await TestApi.start({ home });
}

async function expectEverything(): Promise<void> {
  const gallery = await api.call<Gallery>('GET', '/v1/galleries/kept');
  expect(gallery.body).toMatchObject({ itemCount: items.length, index: { size: items.length } });
  for (const [number, item] of items.entries()) {
    const { body } = await api.call<SearchResult>('POST', '/v1/galleries/kept/search', {
      form: pictureForm(stripes(number % 4, number), { limit: '1000' }),
    });
    expect(body.hits[0]?.item).toBe(item.id);
    expect(body.hits.map((hit) => hit.item).sort()).toEqual(items.map(({ id }) => id).sort());
  }
}

const indexDirectory = () => join(api.home, 'indexes', items[0]?.gallery ?? '');

describe('after a restart', () => {
  it('everything is there, and the index was saved', async () => {
    await restart();
    expect(await readdir(indexDirectory())).not.toEqual([]);
    await expectEverything();
  });

  it('a warm start finds it all as well, and throws nothing away', async () => {
    await restart();
    api.app.get(Lifecycle).warmUp();
    await expectEverything();
  });

  it('an index that was deleted is built again', async () => {
    await restart(() => rm(join(api.home, 'indexes'), { recursive: true }));
    await expectEverything();
  });

  it('a damaged index is built again', async () => {
    await restart(async () => {
      for (const name of await readdir(indexDirectory())) {
        await writeFile(join(indexDirectory(), name), 'damaged');
      }
    });
    await expectEverything();
  });

  it('an index of another state of the store is built again', async () => {
    const saved = join(api.home, 'saved-before');
    await restart(async () => {
      await cp(indexDirectory(), saved, { recursive: true });
    });
    items.push((await api.upload('kept', stripes(3, count - 1))).body);
    await restart(async () => {
      await rm(indexDirectory(), { recursive: true });
      await cp(saved, indexDirectory(), { recursive: true });
    });
    await expectEverything();
  });
});

describe('a stop', () => {
  it('does not wait for a client that does not read', async () => {
    const unread = await api.fetch('GET', '/docs/swagger-ui-bundle.js');
    expect(unread.status).toBe(200);
    const began = performance.now();
    await api.stop();
    expect(performance.now() - began).toBeLessThan(8000);
  });
});
