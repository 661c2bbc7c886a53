import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminKey, type CallOptions, TestApi } from '../testing/test-api.js';

let api: TestApi;
let cookie: string;

beforeAll(async () => {
  api = await TestApi.start();
  const { headers } = await api.call('POST', '/v1/session', { key: null, json: { key: adminKey } });
  cookie = headers.get('set-cookie') ?? '';
});

afterAll(async () => {
  await api.stopAndRemove();
});

/** As the console's pages do: no key, but the cookie. */
const withCookie = (method: string, path: string, options: CallOptions = {}) =>
  api.call<{ code?: string }>(method, path, {
    ...options,
    key: null,
    headers: { cookie: cookie.split(';')[0] ?? '', ...options.headers },
  });

describe('a session', () => {
  it('is a cookie that scripts and other sites cannot use', () => {
    expect(cookie).toContain('umbra_key=');
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
  });

  it('reads like the key itself', async () => {
    expect(await withCookie('GET', '/v1/session')).toMatchObject({
      status: 200,
      body: { key: { scopes: ['admin'], galleries: null } },
    });
  });

  it('is not opened by a wrong key', async () => {
    const json = { key: 'wrong' };
    const answer = await api.call('POST', '/v1/session', { key: null, json });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('ends', async () => {
    const answer = await withCookie('DELETE', '/v1/session');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(/umbra_key=;.*Expires=Thu, 01 Jan 1970/);
  });

  it.each<[string, (own: string) => Record<string, string>, number]>([
    ['our page', () => ({ 'sec-fetch-site': 'same-origin' }), 201],
    ['our page without a secure connection', (own) => ({ origin: own }), 201],
    ['another site', () => ({ 'sec-fetch-site': 'cross-site' }), 403],
    ['another port of the same host', () => ({ 'sec-fetch-site': 'same-site' }), 403],
    ['another origin', () => ({ origin: 'https://evil.example' }), 403],
    ['a sandboxed page', () => ({ origin: 'null' }), 403],
    ['nowhere', () => ({}), 403],
  ])('changes things for %s as it should', async (from, headers, status) => {
    const json = { name: `from-${from.replaceAll(' ', '-')}`.toLowerCase() };
    const options = { json, headers: headers(api.address) };
    expect((await withCookie('POST', '/v1/galleries', options)).status).toBe(status);
  });

  it('is not opened for a visitor of another site', async () => {
    const answer = await api.call('POST', '/v1/session', {
      key: null,
      json: { key: adminKey },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
  });

  it('is not needed by who sends a key', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const options = { json: { name: 'by-key' }, headers };
    expect((await api.call('POST', '/v1/galleries', options)).status).toBe(201);
  });
});
