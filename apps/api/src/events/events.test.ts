import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Job } from '../jobs/jobs.schema.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import { fileUntrainedModel } from '../testing/test-model.js';
import { ChangeLog } from './change-log.js';
import type { ChangeEvent } from './events.schema.js';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await api.createGallery('parts');
  await api.createGallery('others');
});
afterAll(async () => {
  await api.stopAndRemove();
});

interface Message {
  readonly id: number;
  readonly event: ChangeEvent;
}

/** A client that keeps what it is told. */
async function follow(query = '', options: { key?: string; last?: number } = {}) {
  const { last, ...rest } = options;
  const headers = last === undefined ? {} : { 'last-event-id': String(last) };
  const response = await api.fetch('GET', `/v1/events${query}`, { headers, ...rest });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream',
  ]);
  const messages: Message[] = [];
  let begun = 0;
  let text = '';
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const read = async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += Buffer.from(value).toString();
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const id = Number(/^id: (\d+)$/m.exec(part)?.[1]);
        const data = /^data: (.*)$/m.exec(part)?.[1];
        if (data === undefined) {
          begun ||= id;
        } else {
          const event = JSON.parse(data) as ChangeEvent;
          expect(/^event: (.*)$/m.exec(part)?.[1]).toBe(event.type);
          messages.push({ id, event });
        }
      }
    }
  };
  const ended = read().catch(() => undefined);
  await expect.poll(() => begun, { interval: 5 }).toBeGreaterThan(0);
  return { messages, ended, begun, close: () => reader.cancel() };
}

const types = (messages: readonly Message[]) => messages.map(({ event }) => event.type);
const has = (messages: readonly Message[], some: object) =>
  expect
    .poll(() => messages.map(({ event }) => event), { interval: 10, timeout: 8000 })
    .toContainEqual(expect.objectContaining(some));

it('tells of galleries, jobs and their ends as their addresses do, once each, in order', async () => {
  const all = await follow();
  await api.upload('parts', stripes(0, 0), { label: 'washer' });
  await has(all.messages, { type: 'gallery', name: 'parts', itemCount: 1 });
  const model = await fileUntrainedModel(api, 1);
  const { body } = await api.call<Job>('POST', '/v1/galleries/parts/promote', { json: { model } });
  await has(all.messages, { type: 'job', id: body.id, state: 'succeeded' });
  await has(all.messages, { type: 'gallery', index: expect.objectContaining({ version: 2 }) });
  const told = all.messages.findLast(({ event }) => event.type === 'job')?.event;
  const job = await api.call<Job>('GET', `/v1/jobs/${body.id}`);
  expect(told).toEqual({ type: 'job', ...job.body });
  const gallery = all.messages.findLast(({ event }) => event.type === 'gallery')?.event;
  expect(gallery).toMatchObject({ gallery: body.gallery, id: body.gallery, name: 'parts' });
  const ids = all.messages.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  const texts = all.messages.map(({ event }) => JSON.stringify(event));
  expect(new Set(texts).size).toBe(texts.length);
  await all.close();
});

it('goes on where one was cut off, and says so where that is not known any more', async () => {
  const first = await follow();
  await api.upload('parts', stripes(1, 1));
  await has(first.messages, { type: 'gallery', itemCount: 2 });
  await first.close();
  await api.upload('parts', stripes(1, 2));
  const second = await follow('', { last: first.messages.at(-1)?.id ?? 0 });
  await has(second.messages, { type: 'gallery', itemCount: 3 });
  expect(types(second.messages)).toEqual(['gallery']);
  await second.close();
  const late = await follow('', { last: 7 });
  await has(late.messages, { type: 'reset' });
  expect(late.messages[0]?.id).toBeGreaterThanOrEqual(second.messages[0]?.id ?? 0);
  await late.close();
});

it('shows a key only its galleries, and ends with it', async () => {
  const json = { name: 'bound', scopes: ['search'], galleries: ['others'] };
  const { body } = await api.call<{ id: string; key: string }>('POST', '/v1/keys', { json });
  const bound = await follow('', { key: body.key });
  const filtered = await follow('?gallery=others');
  await api.upload('parts', stripes(0, 5));
  await api.upload('others', stripes(0, 6));
  await has(bound.messages, { type: 'gallery', name: 'others' });
  await has(filtered.messages, { type: 'gallery', name: 'others' });
  await api.call('DELETE', '/v1/galleries/others');
  await has(bound.messages, { type: 'gallery-deleted' });
  expect(types(bound.messages)).toEqual(['gallery', 'gallery-deleted']);
  expect(types(filtered.messages)).toEqual(['gallery', 'gallery-deleted']);
  const hidden = await api.call('GET', '/v1/events?gallery=parts', { key: body.key });
  expect(hidden).toMatchObject({ status: 404, body: { code: 'not_found' } });
  await api.call('DELETE', `/v1/keys/${body.id}`);
  await bound.ended;
  await filtered.close();
});

it('ends with the server, and a client from before a restart has to begin anew', async () => {
  const open = await follow();
  await api.upload('parts', stripes(2, 7));
  await has(open.messages, { type: 'gallery' });
  const { home } = api;
  await api.stop();
  await open.ended;
  api = await TestApi.start({ home });
  const again = await follow('', { last: open.messages.at(-1)?.id ?? 0 });
  await has(again.messages, { type: 'reset' });
  await again.close();
});

it('keeps a bounded log', () => {
  const log = new ChangeLog(3, 1);
  for (let change = 0; change < 100; change++) {
    log.append(null, { type: 'reset' });
    for (let back = 0; back <= 3 && back <= change + 1; back++) {
      const ids = log.after(log.last - back)?.map(({ id }) => id);
      expect(ids).toEqual(Array.from({ length: back }, (_, at) => log.last - back + 1 + at));
    }
    expect(log.after(log.last - 7)).toSatisfy((found) => found === null || change < 7);
  }
  expect(log.after(log.last + 1)).toBeNull();
});
