// What an operator relies on: no secret in the log, who changed what, the limits, the figures, and
// pictures for pages that have no key.
import { type Umbra, UmbraProblem } from '@umbra/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiProcess } from '../support/api-process.js';
import { drawPicture } from '../support/pictures.js';

let api: ApiProcess;
let umbra: Umbra;
let image: Buffer;

beforeAll(async () => {
  api = await ApiProcess.start({ environment: { UMBRA_LOG_LEVEL: 'trace' } });
  umbra = api.client();
  image = await drawPicture('ring', 1);
  await umbra.galleries.create({ name: 'parts' });
});
afterAll(() => api.close());

async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(`${api.baseUrl}${path}`, init);
  await response.arrayBuffer();
  return response;
}

describe('the log at its most talkative', () => {
  it('is JSON, knows each request by its id, and holds no secret', async () => {
    const { key, id } = await umbra.keys.create({ name: 'spy', scopes: ['search', 'write'] });
    const guess = 'password-that-somebody-typed';
    const json = { 'content-type': 'application/json' };
    const item = await umbra.items.upload({ gallery: 'parts', image, label: 'ring' });
    const [signed] = await umbra.items.signedImageUrls({ gallery: 'parts', items: [item.id] });
    const signature = new URL(signed?.url ?? '').searchParams.get('signature') ?? '';
    await send('/v1/galleries', { headers: { 'x-api-key': key } });
    await send('/v1/galleries', { headers: { authorization: `Bearer ${guess}` } });
    await send('/v1/galleries', { headers: { cookie: `umbra_key=${key}` } });
    await send('/v1/session', { method: 'POST', headers: json, body: JSON.stringify({ key }) });
    for (const body of [`{"key":"${guess}"}`, `{"key":"${guess}`, `{"${key}":1}`]) {
      await send('/v1/session', { method: 'POST', headers: json, body });
      await send('/v1/keys', { method: 'POST', headers: { ...json, 'x-api-key': key }, body });
    }
    await send(`/v1/galleries?key=${key}`);
    await send(`/v1/keys/${key}`, { method: 'DELETE' });
    await send((signed?.url ?? '').slice(api.baseUrl.length));
    const answer = await send('/v1/nothing');

    const requestId = answer.headers.get('x-request-id') ?? '';
    const lines = api.output
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.length).toBeGreaterThan(20);
    expect(entries.some((entry) => entry['requestId'] === requestId)).toBe(true);
    const secret = key.split('_')[2] ?? '';
    expect([secret.length, signature.length]).toEqual([64, 64]);
    for (const hidden of [ApiProcess.adminKey, key, secret, guess, signature]) {
      expect(lines.filter((line) => line.includes(hidden))).toEqual([]);
    }
    expect(api.output).toContain(id); // which key it was may be known
  });
});

describe('the SDK', () => {
  it('reads the audit log, page after page', async () => {
    const seen = [];
    for await (const { action, requestId } of umbra.audit.each({ gallery: 'parts', limit: 1 })) {
      expect(requestId).not.toBeNull();
      seen.push(action);
    }
    expect(seen).toEqual(['item.create', 'gallery.create']);
    const from = new Date(Date.now() + 60_000);
    expect((await umbra.audit.list({ action: 'key.create', from })).total).toBe(0);
  });

  it('makes keys that expire', async () => {
    const expiresAt = new Date(Date.now() + 300);
    const { key } = await umbra.keys.create({ name: 'brief', scopes: ['search'], expiresAt });
    await api.client(key).galleries.list();
    await new Promise((resolve) => setTimeout(resolve, 350));
    const late = api.client(key).galleries.list();
    await expect(late).rejects.toThrow(UmbraProblem);
    await expect(late).rejects.toMatchObject({ status: 401, code: 'unauthorized' });
  });

  it('knows the limits and the figures', async () => {
    const { searches, rates, images } = await umbra.limits();
    expect(searches.limitMax).toBeGreaterThan(0);
    expect(rates.searchesPerMinute).toBeGreaterThan(0);
    expect(images.formats).not.toContain('svg');
    const figures = await api.anonymous().metrics();
    expect(figures).toMatch(/^umbra_embeds_total [1-9]/m);
    expect(figures).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it('gets addresses of pictures that open without a key, until the item is deleted', async () => {
    const { items } = await umbra.items.list({ gallery: 'parts' });
    const item = items[0]?.id ?? '';
    const wanted = { gallery: 'parts', items: [item], expiresInSeconds: 60 };
    const [whole] = await umbra.items.signedImageUrls(wanted);
    const [small] = await umbra.items.signedImageUrls({ ...wanted, size: 32 });
    const bytes = await (await fetch(whole?.url ?? '')).arrayBuffer();
    expect(Buffer.from(bytes).equals(image)).toBe(true);
    const preview = await fetch(small?.url ?? '');
    expect(preview.headers.get('content-type')).toBe('image/webp');
    await umbra.items.delete({ gallery: 'parts', item });
    expect((await fetch(whole?.url ?? '')).status).toBe(404);
  });
});
