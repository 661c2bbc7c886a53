import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../http/problem.schema.js';
import { Home } from '../persistence/home.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import { signImage } from './image-signature.js';
import type { ImageUrls } from './image-urls.schema.js';

let api: TestApi;
let items: string[];

beforeAll(async () => {
  api = await TestApi.start();
  await api.createGallery('parts');
  await api.createGallery('others');
  const filed = [0, 1, 2].map((number) => api.upload('parts', stripes(number, 0)));
  items = (await Promise.all(filed)).map(({ body }) => body.id);
});

afterAll(async () => {
  await api.stopAndRemove();
});

const issue = async (body: object, key?: string) => {
  const options = { json: body, ...(key === undefined ? {} : { key }) };
  return api.call<ImageUrls & Problem>('POST', '/v1/galleries/parts/image-urls', options);
};
const urlOf = async (item: string | undefined, key?: string) =>
  (await issue({ items: [item] }, key)).body.urls[0]?.url ?? '';
const open = (url: string) => api.fetch('GET', url, { key: null });
const status = async (url: string) => (await open(url)).status;

describe('a signed address', () => {
  it('opens a picture without a key, whole or as a preview, in pages of others too', async () => {
    const { body } = await issue({ items: items.slice(0, 2), expiresInSeconds: 60 });
    expect(body.urls.map(({ item }) => item)).toEqual(items.slice(0, 2));
    expect(Date.parse(body.expiresAt) - Date.now()).toBeLessThanOrEqual(60_000);
    for (const [at, { url }] of body.urls.entries()) {
      const answer = await open(url);
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(stripes(at, 0));
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
    const preview = await open(`${body.urls[0]?.url}&size=16`);
    expect([preview.status, preview.headers.get('content-type')]).toEqual([200, 'image/webp']);
  });

  it('opens that picture only, and nothing else', async () => {
    const url = await urlOf(items[0]);
    const query = url.slice(url.indexOf('?'));
    const other = await urlOf(items[1]);
    for (const forged of [
      url.replace(items[0] ?? '', items[1] ?? ''),
      `${other.split('?')[0]}${query}`,
      url.replace(/galleries\/[^/]+/, 'galleries/others'),
      url.replace(/galleries\/[^/]+/, 'galleries/parts'),
      url.replace('key=preset', 'key=someone'),
      url.replace(/expires=\d+/, 'expires=99999999999'),
      url.replace(/signature=./, 'signature=g'),
      url.replace(/signature=\w+/, 'signature='),
      url.replace(/&signature=\w+/, ''),
      url.replace('/image?', '?'),
      `/v1/galleries${query}`,
    ]) {
      expect([forged, await status(forged)]).toEqual([forged, 401]);
    }
    expect((await api.fetch('DELETE', url.replace('/image?', '?'), { key: null })).status).toBe(
      401,
    );
  });

  it('expires', async () => {
    const { body } = await issue({ items: [items[0]], expiresInSeconds: 1 });
    const url = body.urls[0]?.url ?? '';
    expect(await status(url)).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1050));
    const late = await api.call<Problem>('GET', url, { key: null });
    expect(late).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(late.body.detail).toContain('expired');
  });

  it('opens nothing once the key that asked for it, or the item, is gone', async () => {
    const json = { name: 'page', scopes: ['search'], galleries: ['parts'] };
    const made = await api.call<{ id: string; key: string }>('POST', '/v1/keys', { json });
    const url = await urlOf(items[0], made.body.key);
    expect(await status(url)).toBe(200);
    await api.call('DELETE', `/v1/keys/${made.body.id}`);
    expect(await status(url)).toBe(401);
    const second = await urlOf(items[2]);
    await api.call('DELETE', `/v1/galleries/parts/items/${items[2]}`);
    expect(await status(second)).toBe(404);
  });

  it('is given out for what is there, in measure', async () => {
    expect((await issue({ items: ['nothing'] })).status).toBe(404);
    for (const wrong of [
      { items: [] },
      { items: Array.from({ length: 201 }, () => items[0]) },
      { items: [items[0]], expiresInSeconds: 3601 },
      { items: [items[0]], expiresInSeconds: 0 },
    ]) {
      expect((await issue(wrong)).status).toBe(400);
    }
    const json = { name: 'writer', scopes: ['write'] };
    const writer = await api.call<{ key: string }>('POST', '/v1/keys', { json });
    expect((await issue({ items: [items[0]] }, writer.body.key)).status).toBe(403);
  });

  it('is signed with a secret of the home, which only its owner reads', async () => {
    const path = api.app.get(Home).imageUrlSecret;
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const secret = Buffer.from(await readFile(path, 'utf8'), 'hex');
    expect(secret).toHaveLength(32);
    const url = new URL(await urlOf(items[0]), api.address);
    const [, , , gallery = '', , item = ''] = url.pathname.split('/');
    const expires = Number(url.searchParams.get('expires'));
    const signature = signImage(secret, { gallery, item, key: 'preset', expires });
    expect(url.searchParams.get('signature')).toBe(signature);
  });
});
