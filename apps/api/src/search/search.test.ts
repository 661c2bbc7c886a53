import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../http/problem.schema.js';
import { png, stripes } from '../testing/pictures.js';
import { pictureForm, TestApi } from '../testing/test-api.js';
import type { SearchBatchResult, SearchResult } from './search.schema.js';

let api: TestApi;
const ids: string[] = [];

beforeAll(async () => {
  api = await TestApi.start();
  await api.createGallery('g');
  for (let number = 0; number < 12; number++) {
    const { body } = await api.upload('g', stripes(number % 4, number), {
      label: `kind-${number % 4}`,
      metadata: JSON.stringify({ number }),
    });
    ids.push(body.id);
  }
});

afterAll(async () => {
  await api.stopAndRemove();
});

const search = <T = SearchResult>(json: unknown) =>
  api.call<T>('POST', '/v1/galleries/g/search', { json });

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe('search', () => {
  it('finds by a picture sent as a form, as base64 and as a data URL, all alike', async () => {
    const image = stripes(1, 5);
    const form = await api.call<SearchResult>('POST', '/v1/galleries/g/search', {
      form: pictureForm(image, { limit: '4', exact: 'true' }),
    });
    const text = await search({ image: base64(image), limit: 4 });
    const url = await search({ image: `data:image/png;base64,${base64(image)}`, limit: 4 });
    expect(form.status).toBe(200);
    expect(form.body.hits).toHaveLength(4);
    expect(form.body.hits[0]).toMatchObject({
      item: ids[5],
      label: 'kind-1',
      metadata: { number: 5 },
      match: 'uncalibrated',
    });
    expect(text.body.hits).toEqual(form.body.hits);
    expect(url.body.hits).toEqual(form.body.hits);
    expect(form.body).toMatchObject({ model: 'baseline-pixels', indexVersion: 1, threshold: null });
  });

  it('answers in the order of the distance, and the score says the same', async () => {
    const { body } = await search({ image: base64(stripes(2, 2)), limit: 12 });
    expect(body.hits).toHaveLength(12);
    const distances = body.hits.map(({ distance }) => distance);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    for (const { score, distance } of body.hits) {
      expect(score).toBeCloseTo(1 - distance / 2, 12);
    }
  });

  it('finds the like of an item, but not the item itself', async () => {
    const { body } = await search({ item: ids[3], limit: 11 });
    expect(body.hits).toHaveLength(11);
    expect(body.hits.map(({ item }) => item)).not.toContain(ids[3]);
    const few = await search({ item: ids[3], limit: 3 });
    expect(few.body.hits).toEqual(body.hits.slice(0, 3));
  });

  it('finds by a vector of any length but the right dimension', async () => {
    const vector = Array.from({ length: 768 }, (_, at) => Math.sin(at));
    const short = await search({ vector });
    const long = await search({ vector: vector.map((value) => value * 1000) });
    expect(short.status).toBe(200);
    expect(long.body.hits.map(({ item }) => item)).toEqual(short.body.hits.map(({ item }) => item));
  });

  it('leaves out what is too far or not alike enough', async () => {
    const all = (await search({ item: ids[3], limit: 12 })).body.hits;
    const { distance = 0, score = 0 } = all[4] ?? {};
    const near = await search({ item: ids[3], limit: 12, within: distance });
    expect(near.body.hits).toEqual(all.filter((hit) => hit.distance <= distance));
    const alike = await search({ item: ids[3], limit: 12, minScore: score });
    expect(alike.body.hits).toEqual(all.filter((hit) => hit.score >= score));
    const form = await api.call<SearchResult>('POST', '/v1/galleries/g/search', {
      form: pictureForm(stripes(1, 5), {
        within: '0.5',
        minScore: '0.1',
        filter: JSON.stringify({ must: [{ field: 'metadata.number', range: { lt: 3 } }] }),
      }),
    });
    expect(form.body.hits.every(({ metadata }) => Number(metadata['number']) < 3)).toBe(true);
  });

  it('searches by several examples, towards some and away from others', async () => {
    const positive = [{ item: ids[0] }, { image: base64(stripes(0, 4)) }];
    const towards = await search({ positive, limit: 12 });
    expect(towards.body.hits).toHaveLength(11);
    expect(towards.body.hits.map(({ item }) => item)).not.toContain(ids[0]);
    expect(towards.body.hits[0]?.label).toBe('kind-0');
    const negative = [{ item: ids[8] }];
    const away = await search({ positive, negative, limit: 12 });
    expect(away.body.hits).toHaveLength(10);
    const placeOf = (hits: readonly { label: string | null }[]) =>
      hits.findIndex(({ label }) => label === 'kind-0');
    expect(placeOf(towards.body.hits)).toBe(0);
    expect(away.body.hits.map(({ score }) => score)).not.toEqual(
      towards.body.hits.slice(0, 10).map(({ score }) => score),
    );
    const alone = await search({ positive: [{ item: ids[3] }], limit: 3 });
    expect(alone.body.hits).toEqual((await search({ item: ids[3], limit: 3 })).body.hits);
  });

  it('answers a batch as one by one, by one model', async () => {
    const searches = [
      { item: ids[3], limit: 4 },
      { image: base64(stripes(1, 5)), limit: 2, exact: true },
      { positive: [{ item: ids[1] }], negative: [{ item: ids[2] }] },
    ];
    const { status, body } = await api.call<SearchBatchResult>(
      'POST',
      '/v1/galleries/g/search/batch',
      { json: { searches } },
    );
    expect(status).toBe(200);
    for (const [at, json] of searches.entries()) {
      const { tookMs: _, ...alone } = (await search(json)).body;
      expect(body.results[at]).toMatchObject(alone);
    }
  });

  it('refuses a batch for one bad search, and says which', async () => {
    const batch = (searches: unknown[]) =>
      api.call<Problem>('POST', '/v1/galleries/g/search/batch', { json: { searches } });
    const good = { item: ids[0] };
    for (const [bad, status, code, path] of [
      [{ vector: [1] }, 422, 'wrong_dimension', 'searches.1'],
      [{ item: 'nope' }, 404, 'not_found', 'searches.1'],
      [{}, 400, 'invalid_request', 'searches.1'],
      [{ item: ids[0], limit: 0 }, 400, 'invalid_request', 'searches.1.limit'],
    ] as const) {
      const answer = await batch([good, bad]);
      expect(answer).toMatchObject({ status, body: { code, errors: [{ path }] } });
    }
    const image = base64(stripes(0, 0));
    expect((await batch(Array.from({ length: 17 }, () => ({ image })))).status).toBe(400);
    expect((await batch(Array.from({ length: 65 }, () => good))).status).toBe(400);
    expect((await batch([])).status).toBe(400);
  });

  it('answers an empty gallery with no hits', async () => {
    await api.createGallery('empty');
    const { body } = await api.call<SearchResult>('POST', '/v1/galleries/empty/search', {
      form: pictureForm(stripes(0, 0)),
    });
    expect(body.hits).toEqual([]);
  });
});

describe('bad queries', () => {
  const vector = (change: (values: unknown[]) => unknown[]) => ({
    vector: change(Array.from({ length: 768 }, () => 0.5)),
  });
  const with0 = (value: unknown) => vector((values) => [value, ...values.slice(1)]);

  it.each([
    ['a wrong dimension', vector((values) => values.slice(1)), 422, 'wrong_dimension'],
    ['an empty vector', { vector: [] }, 422, 'wrong_dimension'],
    ['null inside a vector', with0(null), 422, 'invalid_vector'],
    ['text inside a vector', with0('0.5'), 422, 'invalid_vector'],
    ['a vector inside a vector', with0([1]), 422, 'invalid_vector'],
    ['a number that overflows 32 bits', with0(1e300), 422, 'invalid_vector'],
    ['a vector of zeros', vector((values) => values.map(() => 0)), 422, 'invalid_vector'],
    ['a vector that is an object', { vector: { length: 768 } }, 422, 'invalid_vector'],
    ['null for a vector', { vector: null }, 422, 'invalid_vector'],
    ['an item that is not there', { item: 'nope' }, 404, 'not_found'],
    ['negative examples alone', { negative: [{ item: 'x' }] }, 400, 'invalid_request'],
    ['examples beside an item', { item: 'x', positive: [{ item: 'x' }] }, 400, 'invalid_request'],
    ['an example of two kinds', { positive: [{ item: 'x', image: 'x' }] }, 400, 'invalid_request'],
    ['no examples', { positive: [] }, 400, 'invalid_request'],
    ['a distance over 2', { item: 'x', within: 2.1 }, 400, 'invalid_request'],
    ['a score below 0', { item: 'x', minScore: -0.1 }, 400, 'invalid_request'],
    ['no query', {}, 400, 'invalid_request'],
    ['two queries', { item: 'x', image: 'aaaa' }, 400, 'invalid_request'],
    ['a limit of 0', { item: 'x', limit: 0 }, 400, 'invalid_request'],
    ['a limit over 1,000', { item: 'x', limit: 1001 }, 400, 'invalid_request'],
    ['a limit that is no number', { item: 'x', limit: {} }, 400, 'invalid_request'],
    ['an unknown field', { item: 'x', vektor: [] }, 400, 'invalid_request'],
    ['a text that is no base64', { image: 'not base64!' }, 400, 'invalid_request'],
    ['base64 that is no picture', { image: 'aGVsbG8gd29ybGQ=' }, 415, 'not_an_image'],
    ['an array', [], 400, 'invalid_request'],
  ])('refuses %s', async (_, json, status, code) => {
    expect(await search<Problem>(json)).toMatchObject({ status, body: { status, code } });
  });

  it('refuses NaN and Infinity, which JSON cannot say or says as too large a number', async () => {
    const send = (element: string) =>
      api.fetch('POST', '/v1/galleries/g/search', {
        headers: { 'content-type': 'application/json' },
        raw: `{"vector":[${[element, ...Array.from({ length: 767 }, () => '0.5')].join(',')}]}`,
      });
    expect((await send('NaN')).status).toBe(400);
    expect((await send('1e999')).status).toBe(422);
  });

  it('takes a picture of 15 MB in base64', async () => {
    const large = png(32, (x, y) => [x, y, 0]);
    const padded = new Uint8Array(15 * 2 ** 20);
    padded.set(large);
    expect((await search({ image: base64(padded), limit: 1 })).status).toBe(200);
  });
});
