import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApi } from '../testing/test-api.js';
import type { Problem } from './problem.schema.js';

const inlineScript = 'document.documentElement.dataset.ready = "1";';

let api: TestApi;
let consoleRoot: string;

/** A console as Next exports it, as small as can be. */
async function writeConsole(root: string): Promise<void> {
  const page = (title: string) =>
    `<!doctype html><title>${title}</title><script src="/_next/static/a.js"></script><script>${inlineScript}</script>`;
  await mkdir(join(root, '_next/static'), { recursive: true });
  await mkdir(join(root, 'models'), { recursive: true });
  await writeFile(join(root, 'index.html'), page('start'));
  await writeFile(join(root, 'models/index.html'), page('models'));
  await writeFile(join(root, '404.html'), page('nothing here'));
  await writeFile(join(root, '_next/static/a.js'), 'void 0;');
}

beforeAll(async () => {
  consoleRoot = await mkdtemp(join(tmpdir(), 'umbra-console-'));
  await writeConsole(consoleRoot);
  api = await TestApi.start({ consoleRoot });
});

afterAll(async () => {
  await api.stopAndRemove();
  await rm(consoleRoot, { recursive: true });
});

const page = (path: string) =>
  api.fetch('GET', path, { key: null, headers: { accept: 'text/html' } });

describe('problems', () => {
  it.each([
    ['GET', '/v1/nothing', {}, 404, 'not_found'],
    ['PUT', '/v1/galleries', { json: {} }, 404, 'not_found'],
    ['GET', '/v1/models/nothing', {}, 404, 'not_found'],
    ['GET', '/v1/jobs/nothing', {}, 404, 'not_found'],
    ['GET', '/v1/training-runs/nothing', {}, 404, 'not_found'],
    ['GET', '/v1/galleries/%ff', {}, 400, 'invalid_request'],
    [
      'POST',
      '/v1/galleries',
      { raw: '{', headers: { 'content-type': 'application/json' } },
      400,
      'invalid_request',
    ],
    [
      'POST',
      '/v1/galleries',
      { raw: '', headers: { 'content-type': 'application/json' } },
      400,
      'invalid_request',
    ],
    [
      'POST',
      '/v1/galleries',
      { raw: '<a/>', headers: { 'content-type': 'application/xml' } },
      415,
      'unsupported_media_type',
    ],
    ['POST', '/v1/galleries', { json: { name: 'x'.repeat(2_000_000) } }, 413, 'file_too_large'],
    ['POST', '/v1/galleries', { json: { __proto__: { name: 'x' } } }, 400, 'invalid_request'],
    [
      'POST',
      '/v1/galleries',
      {
        raw: '{"__proto__":{"name":"x"},"name":"y"}',
        headers: { 'content-type': 'application/json' },
      },
      400,
      'invalid_request',
    ],
    [
      'POST',
      '/v1/galleries',
      { raw: 'x', headers: { 'content-type': 'multipart/form-data; boundary=y' } },
      400,
      'invalid_request',
    ],
    [
      'POST',
      '/v1/galleries',
      { raw: 'x', headers: { 'content-type': 'multipart/form-data' } },
      400,
      'invalid_request',
    ],
  ] as const)('%s %s %j is %i %s', async (method, path, options, status, code) => {
    const answer = await api.call<Problem>(method, path, options);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ status, code, type: `urn:umbra:problem:${code}` });
    expect(answer.body.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.body.detail).not.toBe('');
  });
});

describe('the console', () => {
  it('is served with pages that are asked for again and files that may be kept', async () => {
    const start = await page('/');
    expect([start.status, start.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(await start.text()).toContain('start');
    const models = await page('/models/?id=1');
    expect(await models.text()).toContain('models');
    const script = await api.fetch('GET', '/_next/static/a.js', { key: null });
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('has a page for what is not there, and the API a problem', async () => {
    const nothing = await page('/nothing/');
    expect([nothing.status, nothing.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
    expect(await nothing.text()).toContain('nothing here');
    const problem = await page('/v1/nothing');
    expect(problem.headers.get('content-type')).toContain('problem+json');
  });

  it('lets no file outside out', async () => {
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json']) {
      expect((await page(path)).status).not.toBe(200);
    }
  });

  it('names its inline scripts in the security policy, and allows no others', async () => {
    const hash = Buffer.from(
      await crypto.subtle.digest('SHA-256', new TextEncoder().encode(inlineScript)),
    ).toString('base64');
    const policy = (await page('/')).headers.get('content-security-policy') ?? '';
    const scripts = policy.split('; ').find((part) => part.startsWith('script-src'));
    expect(scripts).toBe(`script-src 'self' 'sha256-${hash}'`);
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

describe('every answer', () => {
  it.each(['/', '/v1/galleries', '/v1/nothing', '/healthz', '/docs'])(
    'guards the browser: %s',
    async (path) => {
      const { headers } = await api.fetch('HEAD', path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      const isPage = path === '/' || path === '/docs';
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain(isPage ? "default-src 'self'" : "default-src 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).not.toContain('unsafe-eval');
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    },
  );
});

describe('health', () => {
  it.each(['/healthz', '/livez', '/readyz'])('%s needs no key', async (path) => {
    expect(await api.call('GET', path, { key: null })).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    });
  });
});

describe('the document', () => {
  it('describes every endpoint: what for, for whom, and what can go wrong', async () => {
    const { body } = await api.call<OpenAPIObject>('GET', '/openapi.json', { key: null });
    const operations = Object.values(body.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(30);
    const named = new Set(operations.map(({ operationId }) => operationId));
    expect(named.size).toBe(operations.length);
    for (const { operationId, summary, description, security, responses } of operations) {
      const open = /^health_|^metrics_|session_(create|delete)$/.test(operationId);
      expect([operationId, Boolean(summary && description)]).toEqual([operationId, true]);
      expect([operationId, security !== undefined]).toEqual([operationId, !open]);
      expect([operationId, '401' in responses || open]).toEqual([operationId, true]);
    }
    expect(body.components?.schemas).toMatchObject({ Gallery: {}, Problem: {}, RunEvent: {} });
  });

  it('has its references in place', async () => {
    const { body } = await api.call<OpenAPIObject>('GET', '/openapi.json', { key: null });
    const names = [...JSON.stringify(body).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name,
    );
    const known = Object.keys(body.components?.schemas ?? {});
    expect([...new Set(names)].filter((name) => !known.includes(name ?? ''))).toEqual([]);
    expect(JSON.stringify(body)).not.toContain('$defs');
  });

  it('is shown at /docs', async () => {
    const docs = await page('/docs');
    expect(docs.status).toBe(200);
    expect(await docs.text()).toContain('swagger-ui');
    const script = await page('/docs/swagger-ui-bundle.js');
    expect([script.status, (await script.text()).length > 100_000]).toEqual([200, true]);
  });
});
