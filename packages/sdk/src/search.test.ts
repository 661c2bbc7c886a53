import { expect, it } from 'vitest';
import { createClient, type Umbra } from './index.js';

let asked: Request[] = [];

/** A client whose requests are kept and answered with `body`. */
function client(body: unknown = {}): Umbra {
  asked = [];
  return createClient({
    baseUrl: 'http://umbra.test',
    fetch: async (request) => {
      asked.push(request.clone());
      return Response.json(body);
    },
  });
}

async function formOf(request: Request | undefined): Promise<Record<string, unknown>> {
  const entries: Record<string, unknown> = {};
  for (const [name, value] of (await request?.formData()) ?? []) {
    entries[name] = value instanceof Blob ? [...new Uint8Array(await value.arrayBuffer())] : value;
  }
  return entries;
}

const filter = { must: [{ field: 'label', equals: 'nut' }] };

it('searches by picture, by item and by vector', async () => {
  const umbra = client();
  await umbra.search({ gallery: 'g', image: Uint8Array.of(7), limit: 3, exact: true });
  await umbra.search({ gallery: 'g', item: 'i1', limit: undefined });
  await umbra.search({ gallery: 'g', vector: Float32Array.of(0.5, 1), ef: 9 });
  expect(asked.every(({ url }) => url.endsWith('/v1/galleries/g/search'))).toBe(true);
  expect(await formOf(asked[0])).toEqual({ image: [7], limit: '3', exact: 'true' });
  expect(await asked[1]?.json()).toEqual({ item: 'i1' });
  expect(await asked[2]?.json()).toEqual({ vector: [0.5, 1], ef: 9 });
});

it('writes a filter into the form as text', async () => {
  const umbra = client();
  await umbra.search({ gallery: 'g', image: Uint8Array.of(7), filter, minScore: 0.5 });
  expect(await formOf(asked[0])).toEqual({
    image: [7],
    filter: JSON.stringify(filter),
    minScore: '0.5',
  });
});

it('files vectors into a gallery made for them', async () => {
  const umbra = client();
  await umbra.galleries.create({ name: 'g', dimension: 2 });
  await umbra.items.addVector({ gallery: 'g', vector: Float32Array.of(0.5, 1), label: 'nut' });
  expect(await asked[0]?.json()).toEqual({ name: 'g', description: null, dimension: 2 });
  expect(asked[1]?.url).toBe('http://umbra.test/v1/galleries/g/items');
  expect(await asked[1]?.json()).toEqual({ vector: [0.5, 1], label: 'nut' });
});

it('searches by several examples, and many times at once', async () => {
  const umbra = client({ results: ['first', 'second'] });
  const positive = [{ item: 'i1' }, { image: new Uint8Array(30_000).fill(7) }];
  const negative = [{ vector: [1] }];
  const results = await umbra.searchBatch({
    gallery: 'g',
    searches: [
      { positive, negative, filter },
      { item: 'i2', within: 1 },
    ],
  });
  expect(results).toEqual(['first', 'second']);
  expect(asked[0]?.url).toBe('http://umbra.test/v1/galleries/g/search/batch');
  const image = Buffer.alloc(30_000, 7).toString('base64');
  expect(await asked[0]?.json()).toEqual({
    searches: [
      { positive: [{ item: 'i1' }, { image }], negative, filter },
      { item: 'i2', within: 1 },
    ],
  });
});
