import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Problem } from '../http/problem.schema.js';
import type { Job } from '../jobs/jobs.schema.js';
import { childProcesses } from '../testing/child-processes.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import type { PocList } from './poc.schema.js';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await api.createGallery('parts');
  await api.createGallery('others');
  for (let number = 0; number < 24; number++) {
    await api.upload('parts', stripes(number % 3, number), { label: `kind-${number % 3}` });
  }
});
afterAll(async () => {
  await api.stopAndRemove();
});

const start = (json: object, gallery = 'parts') =>
  api.call<Job & Problem>('POST', `/v1/galleries/${gallery}/poc`, { json });

async function running(job: string): Promise<void> {
  const isAtWork = async () => (await childProcesses()).length > 0;
  await expect.poll(isAtWork, { interval: 20, timeout: 10_000 }).toBe(true);
  expect((await api.call<Job>('GET', `/v1/jobs/${job}`)).body.state).toBe('running');
}

/** Whatever lies in the folder of searches. */
async function files(): Promise<string[]> {
  const names = await readdir(join(api.home, 'poc'), { recursive: true }).catch(() => []);
  return names.filter((name) => name.includes('.')).map((name) => name.replace(/^.*?\//, ''));
}

/** A busy machine needs more time than the first budget. */
async function succeeded(job: Job): Promise<Job> {
  let last = job;
  for (const timeBudgetSeconds of [30, 90]) {
    if (last.error?.code === 'config_invalid') {
      const { body } = await start({ timeBudgetSeconds, memoryBudgetMb: 4000 });
      last = await api.ended(body.id);
    }
  }
  return last;
}

async function linesOf(job: string): Promise<string[]> {
  const { body } = await api.call<{ items: { message: string }[] }>('GET', `/v1/jobs/${job}/log`);
  return body.items.map(({ message }) => message);
}

it('is cancelled while it works, and leaves nothing', async () => {
  const { status, headers, body } = await start({ timeBudgetSeconds: 600 });
  expect([status, headers.get('location')]).toEqual([202, `/v1/jobs/${body.id}`]);
  expect(await start({})).toMatchObject({ status: 409, body: { code: 'conflict' } });
  await running(body.id);
  await api.call('POST', `/v1/jobs/${body.id}/cancel`);
  expect(await api.ended(body.id)).toMatchObject({ state: 'cancelled', poc: null });
  expect(await childProcesses()).toEqual([]);
  expect(await files()).toEqual([]);
  const report = await api.call<Problem>('GET', `/v1/galleries/parts/poc/${body.id}`);
  expect(report).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

it('is begun anew after a stop, and answers with the report that the trainer made', async () => {
  const { body } = await start({ timeBudgetSeconds: 12, memoryBudgetMb: 4000 });
  await running(body.id);
  const { home } = api;
  await api.stop();
  expect(await childProcesses()).toEqual([]);
  api = await TestApi.start({ home });
  const job = await succeeded(await api.ended(body.id));
  expect(job).toMatchObject({
    state: 'succeeded',
    attempts: 1,
    poc: { classes: 3, pictures: 24, sentence: expect.stringContaining('numbers') },
  });
  const path = `/v1/galleries/parts/poc`;
  const report = await api.call<Record<string, unknown>>('GET', `${path}/${job.id}`);
  const place = join(home, 'poc', job.gallery ?? '', job.id, 'report');
  expect(report.body).toEqual(JSON.parse(await readFile(join(place, 'report.json'), 'utf8')));
  expect(report.body).toMatchObject({ data: { name: 'parts' }, budget: { memoryBytes: 4e9 } });

  const page = await api.fetch('GET', `${path}/${job.id}/page`);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toContain("style-src 'unsafe-inline'");
  const html = await page.text();
  expect(html).toBe(await readFile(join(place, 'index.html'), 'utf8'));
  expect(html).toContain('umbra.train({');
  expect(html).not.toContain(home);

  const list = await api.call<PocList>('GET', path);
  expect(list.body).toMatchObject({ total: 1, items: [{ job: job.id, summary: job.poc }] });
  expect(await linesOf(body.id)).toContain('Umbra is stopped; it is taken up at the next start.');
  expect((await linesOf(job.id)).some((message) => message.includes('MAP@R'))).toBe(true);
  expect((await files()).sort()).toEqual(
    ['config.json', 'index.html', 'report.json'].map((name) => `${job.id}/report/${name}`),
  );
  const elsewhere = await api.call('GET', `/v1/galleries/others/poc/${job.id}`);
  expect(elsewhere.status).toBe(404);
  await api.call('DELETE', '/v1/galleries/parts');
  expect(await files()).toEqual([]);
}, 180_000);

it.each([
  [{ timeBudgetSeconds: 1 }, 400, 'invalid_request'],
  [{ memoryBudgetMb: 'much' }, 400, 'invalid_request'],
  [{}, 422, 'too_few_classes'],
])('refuses %j', async (json, status, code) => {
  expect(await start(json, 'others')).toMatchObject({ status, body: { code } });
});
