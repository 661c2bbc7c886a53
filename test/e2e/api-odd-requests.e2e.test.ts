// Whatever comes in, the answer is a problem document below 500, and the process lives on.
import type { Umbra } from '@umbra/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiProcess } from '../support/api-process.js';
import { lastingState } from '../support/lasting-state.js';
import { drawPicture } from '../support/pictures.js';
import { post } from '../support/post.js';

let api: ApiProcess;
let umbra: Umbra;
let known = '';

beforeAll(async () => {
  api = await ApiProcess.start();
  umbra = api.client();
  await umbra.galleries.create({ name: 'parts' });
  const image = await drawPicture('ring', 1);
  known = (await umbra.items.upload({ gallery: 'parts', image, label: 'ring' })).id;
});
afterAll(() => api.close());

describe('odd requests', () => {
  const bodies = [
    '',
    '{',
    'null',
    '[]',
    '""',
    '1',
    '{"__proto__":{"x":1}}',
    '\u0000',
    '['.repeat(9e4),
  ];
  const paths = [
    '/v1/galleries',
    '/v1/galleries/parts/items',
    '/v1/galleries/parts/search',
    '/v1/galleries/parts/train',
    '/v1/galleries/parts/promote',
    '/v1/keys',
    '/v1/session',
    '/v1/jobs/none/cancel',
  ];
  const types = [
    'application/json',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'text/plain',
    'nonsense',
  ];

  it('odd bodies get a problem below 500, and change nothing', async () => {
    const before = await lastingState(api);
    for (const path of paths) {
      for (const type of types) {
        for (const body of bodies) {
          const answer = await post(api, path, body, { 'content-type': type });
          const where = `${path} ${type} ${JSON.stringify(body.slice(0, 30))}: ${answer.code}`;
          expect(answer.status, where).toBeGreaterThanOrEqual(400);
          expect(answer.status, where).toBeLessThan(500);
          expect(answer.type, where).toBe('application/problem+json');
        }
      }
    }
    expect(await lastingState(api)).toEqual(before);
  });

  it('odd addresses get a problem below 500', async () => {
    const headers = { authorization: `Bearer ${ApiProcess.adminKey}` };
    const odd = [
      '/v1/galleries/%00',
      '/v1/galleries/..%2f..%2fumbra.db',
      `/v1/galleries/${'x'.repeat(5000)}`,
      '/v1/galleries/%E0%A4%A',
      '//v1/galleries',
      '/v1/nothing%00',
      '/v1/galleries?limit=0',
      '/v1/galleries?limit=-1',
      '/v1/galleries?limit=1e9',
      '/v1/galleries?limit=NaN',
      '/v1/galleries?cursor=%7Bnonsense',
      '/v1/galleries?limit=1&limit=2',
      '/v1/galleries?unknown=1',
      `/v1/galleries/parts/items?label=${'x'.repeat(9000)}`,
      `/v1/galleries/parts/items/${known}/image?size=0`,
      `/v1/galleries/parts/items/${known}/image?size=1e9`,
      '/v1/training-runs/none/events?lastEventId=abc',
    ];
    for (const path of odd) {
      const response = await fetch(`${api.baseUrl}${path}`, { headers });
      const where = path.slice(0, 80);
      expect(response.status, where).toBeGreaterThanOrEqual(400);
      expect(response.status, where).toBeLessThan(500);
      expect(response.headers.get('content-type'), where).toContain('application/problem+json');
      await response.arrayBuffer();
    }
  });

  it('numbers out of bounds in a search: 400', async () => {
    const search = (body: unknown) =>
      post(api, '/v1/galleries/parts/search', JSON.stringify({ item: known, ...Object(body) }));
    const wrong = [
      ...[0, -1, 1.5, 1e9, '7x', null].map((limit) => ({ limit })),
      { item: known, vector: [1] },
      { item: undefined },
      { ef: 0 },
      { exact: 7 },
      { unknown: true },
    ];
    for (const body of wrong) {
      expect(await search(body), JSON.stringify(body)).toMatchObject({
        status: 400,
        code: 'invalid_request',
      });
    }
  });

  it('none of it has ended the process', async () => {
    expect((await fetch(`${api.baseUrl}/readyz`)).status).toBe(200);
    const { hits } = await umbra.search({ gallery: 'parts', image: await drawPicture('ring', 1) });
    expect(hits[0]?.item).toBe(known);
    expect(await api.stop()).toBe(0);
  });
});
