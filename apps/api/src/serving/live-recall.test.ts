import { createRandom } from '@umbra/core/random';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Gallery } from '../galleries/galleries.schema.js';
import { Database } from '../persistence/database.js';
import { newId } from '../persistence/ids.js';
import type { SearchResult } from '../search/search.schema.js';
import { TestApi } from '../testing/test-api.js';
import { insertVector } from './vectors.repository.js';

/** More than an index compares without a graph. */
const count = 2100;
const dimension = 8;
const random = createRandom(4);
const draw = (): number[] => Array.from({ length: dimension }, () => random.normal());

let api: TestApi;
let gallery: Gallery;

beforeAll(async () => {
  api = await TestApi.start();
  const json = { name: 'vectors', dimension };
  gallery = (await api.call<Gallery>('POST', '/v1/galleries', { json })).body;
  await fill();
});
afterAll(() => api.stopAndRemove());

/** Straight into the store: 2,100 requests would take longer than the rest of the test. */
async function fill(): Promise<void> {
  const at = new Date().toISOString();
  const none = { external_id: null, label: null, metadata: '{}' };
  const noPicture = { width: null, height: null, bytes: null, format: null, sha256: null };
  const facts = { gallery_id: gallery.id, ...none, ...noPicture, created_at: at, updated_at: at };
  const owner = { gallery: gallery.id, model: gallery.model.id };
  await api.app
    .get(Database)
    .transaction()
    .execute(async (transaction) => {
      for (let number = 0; number < count; number++) {
        const item = newId();
        const vectors = { shadows: Float32Array.from(draw()), embeddings: new Float32Array() };
        await transaction
          .insertInto('items')
          .values({ id: item, ...facts })
          .execute();
        await insertVector(transaction, { item, ...owner, vectors });
      }
    });
}

const recall = async () =>
  (await api.call<Gallery>('GET', '/v1/galleries/vectors')).body.index.recall;

it('is measured on searches that a graph answered, and told', async () => {
  const search = () =>
    api.call<SearchResult>('POST', '/v1/galleries/vectors/search', { json: { vector: draw() } });
  await expect.poll(async () => (await search()).body.exact, { timeout: 20_000 }).toBe(false);
  await expect.poll(recall).not.toBeNull();
  const known = await recall();
  expect(known?.searches).toBe(1);
  expect(known?.value).toBeGreaterThan(0.8);
  const metrics = await (await api.fetch('GET', '/metrics')).text();
  expect(metrics).toContain(`umbra_live_recall{gallery="${gallery.id}"} ${known?.value}`);
  await api.call('DELETE', '/v1/galleries/vectors');
  expect(await (await api.fetch('GET', '/metrics')).text()).not.toContain('live_recall{');
});
