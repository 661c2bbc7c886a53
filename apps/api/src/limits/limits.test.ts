import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import type { Limits } from './limits.schema.js';

let api: TestApi;
let limits: Limits;

beforeAll(async () => {
  api = await TestApi.start({ environment: { UMBRA_AUDIT_DAYS: '30' } });
  limits = (await api.call<Limits>('GET', '/v1/limits')).body;
  await api.call('POST', '/v1/galleries', { json: { name: 'own', dimension: 2 } });
  await api.createGallery('parts');
});

afterAll(async () => {
  await api.stopAndRemove();
});

const vector = [1, 0];
const status = async (path: string, json: unknown) =>
  (await api.call('POST', `/v1/${path}`, { json })).status;
const search = (options: object) => status('galleries/own/search', { vector, ...options });
const batch = (searches: object[]) => status('galleries/own/search/batch', { searches });
const file = (fields: object) => status('galleries/own/items', { vector, ...fields });
const times = <T>(count: number, entry: T) => Array.from({ length: count }, () => entry);
const conditions = (count: number) => ({
  filter: { must: times(count, { field: 'label', equals: 'x' }) },
});
const any = (count: number) => ({
  filter: { must: [{ field: 'label', any: times(count, 'x') }] },
});
const examples = (count: number) => ({ vector: undefined, positive: times(count, { vector }) });
const page = async (limit: number) =>
  (await api.call('GET', `/v1/galleries?limit=${limit}`)).status;

/** A request at the limit, by a number that the API published, is taken; one beyond it is not. */
const border: Record<string, [(limits: Limits) => number, (at: number) => Promise<number>]> = {
  'hits of a search': [({ searches }) => searches.limitMax, (limit) => search({ limit })],
  ef: [({ searches }) => searches.efMax, (ef) => search({ ef })],
  examples: [({ searches }) => searches.examplesMax, (count) => search(examples(count))],
  'searches of a batch': [
    ({ searches }) => searches.batchMax,
    (count) => batch(times(count, { vector })),
  ],
  'conditions of a filter': [
    ({ filters }) => filters.conditionsMax,
    (count) => search(conditions(count)),
  ],
  'values of a condition': [({ filters }) => filters.valuesMax, (count) => search(any(count))],
  'entries of a list': [({ lists }) => lists.limitMax, page],
  'the length of a label': [
    ({ items }) => items.labelLengthMax,
    (length) => file({ label: 'x'.repeat(length) }),
  ],
  'the length of an external id': [
    ({ items }) => items.externalIdLengthMax,
    (length) => file({ externalId: 'x'.repeat(length) }),
  ],
  'bytes of metadata': [
    ({ items }) => items.metadataBytesMax,
    (bytes) => file({ metadata: { x: 'x'.repeat(bytes - JSON.stringify({ x: '' }).length) } }),
  ],
  'values of metadata': [
    ({ items }) => items.metadataValuesMax,
    (count) => file({ metadata: { x: Array.from({ length: count }, (_, at) => at) } }),
  ],
  'items of a batch': [
    ({ items }) => items.batchMax,
    (count) =>
      status('galleries/own/items/batch', { items: times(count, 'x'), set: { label: 'x' } }),
  ],
  'dimensions of a vector': [
    ({ vectors }) => vectors.dimensionMax,
    (dimension) => status('galleries', { name: `own-${dimension}`, dimension }),
  ],
  'bytes of a JSON body': [
    ({ bodies }) => bodies.jsonBytesMax,
    (bytes) => status('session', { key: 'x'.repeat(bytes - JSON.stringify({ key: '' }).length) }),
  ],
};

describe('what is published is what is enforced', () => {
  it.each(Object.entries(border))('%s', async (name, [published, ask]) => {
    const limit = published(limits);
    expect(limit).toBeGreaterThan(1);
    const isBody = name === 'bytes of a JSON body';
    const taken = await ask(limit);
    expect(isBody ? taken === 400 : taken < 300, `${limit}: ${taken}`).toBe(true);
    expect(await ask(limit + 1)).toBe(isBody ? 413 : 400);
  });

  it('pictures of a batch', async () => {
    const image = Buffer.from(stripes(0, 0)).toString('base64');
    const pictures = (count: number) =>
      status('galleries/parts/search/batch', { searches: times(count, { image, limit: 1 }) });
    expect(await pictures(limits.searches.batchPicturesMax)).toBe(200);
    expect(await pictures(limits.searches.batchPicturesMax + 1)).toBe(400);
  });

  it('tells what the settings say', () => {
    expect(limits.audit.daysMax).toBe(30);
    expect(limits.rates).toEqual({ searchesPerMinute: 60_000, writesPerMinute: 30_000 });
    expect(limits.imageUrls).toEqual({ secondsMax: 3600, itemsMax: 200 });
    expect(limits.images).toMatchObject({ bytesMax: 20 * 2 ** 20, pixelsMax: 50_000_000 });
  });
});
