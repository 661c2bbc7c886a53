import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import { SearchMetrics } from './search-metrics.js';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await api.createGallery('parts');
});

afterAll(async () => {
  await api.stopAndRemove();
});

/** Every sample by its name and labels, as Prometheus itself would read them. */
async function scrape(): Promise<Map<string, number>> {
  const response = await api.fetch('GET', '/metrics', { key: null });
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const samples = new Map<string, number>();
  for (const line of (await response.text()).trim().split('\n')) {
    const [, name, value] = /^([a-z_:][a-z0-9_:]*(?:\{.*\})?) (\S+)$/i.exec(line) ?? [];
    if (name !== undefined) {
      samples.set(name, Number(value));
    } else if (line !== '') {
      expect(line).toMatch(/^# (HELP|TYPE) /);
    }
  }
  return samples;
}

describe('/metrics', () => {
  it('counts requests by the pattern of their route', async () => {
    const count =
      'umbra_http_request_duration_seconds_count{method="GET",route="/v1/galleries/:gallery",status="200"}';
    const before = (await scrape()).get(count) ?? 0;
    for (let number = 0; number < 3; number++) {
      await api.call('GET', '/v1/galleries/parts');
    }
    const after = await scrape();
    expect(after.get(count)).toBe(before + 3);
    expect(after.get(count.replace('_count', '_sum'))).toBeGreaterThan(0);
    await api.call('GET', '/v1/galleries/none');
    expect((await scrape()).get(count.replace('200', '404'))).toBe(1);
  });

  it('counts what was embedded and searched, by kind', async () => {
    const before = await scrape();
    await api.upload('parts', stripes(0, 0), { label: 'a' });
    const image = Buffer.from(stripes(0, 1)).toString('base64');
    const search = (options: object) =>
      api.call('POST', '/v1/galleries/parts/search', { json: { image, ...options } });
    await search({});
    await search({ exact: true });
    await search({ filter: { must: [{ field: 'label', equals: 'a' }] } });
    const after = await scrape();
    const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    // The search's picture is embedded once.
    expect(grown('umbra_embeds_total')).toBe(2);
    expect(grown('umbra_embeds_reused_total{from="cache"}')).toBe(2);
    expect(grown('umbra_embed_duration_seconds_count')).toBe(2);
    expect(grown('umbra_embed_batch_pictures_sum')).toBe(2);
    expect(after.get('umbra_embeds_waiting')).toBe(0);
    // One item is compared, not looked up in a graph.
    expect(grown('umbra_searches_total{kind="exact"}')).toBe(2);
    expect(grown('umbra_searches_total{kind="filtered"}')).toBe(1);
    expect(after.get('umbra_searches_total{kind="hnsw"}')).toBe(0);
  });

  it('tells what an open index holds and takes', async () => {
    const { body } = await api.call<{ id: string }>('GET', '/v1/galleries/parts');
    const samples = await scrape();
    const gallery = `gallery="${body.id}"`;
    expect(samples.get(`umbra_index_vectors{${gallery}}`)).toBe(1);
    expect(samples.get(`umbra_index_deleted_share{${gallery}}`)).toBe(0);
    expect(samples.get(`umbra_index_bytes{${gallery},part="shadows"}`)).toBeGreaterThan(0);
    await api.call('DELETE', '/v1/galleries/parts');
    expect((await scrape()).has(`umbra_index_vectors{${gallery}}`)).toBe(false);
  });

  it('tells of background work and of the process', async () => {
    const samples = await scrape();
    expect(samples.get('umbra_training_runs{state="queued"}')).toBe(0);
    expect(samples.get('umbra_training_runs{state="running"}')).toBe(0);
    expect(samples.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(1e7);
  });

  it('tells the live recall of galleries for which it is known', async () => {
    const metrics = api.app.get(SearchMetrics);
    metrics.setRecall('some-id', 0.97);
    expect((await scrape()).get('umbra_live_recall{gallery="some-id"}')).toBe(0.97);
    metrics.setRecall('some-id', null);
    expect((await scrape()).has('umbra_live_recall{gallery="some-id"}')).toBe(false);
  });
});
