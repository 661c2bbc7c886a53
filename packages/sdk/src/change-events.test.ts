import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient, type Umbra } from './index.js';

let umbra: Umbra;
const asked: string[] = [];
const answers: ((response: ServerResponse) => void)[] = [];

const server = createServer((request, response) => {
  asked.push((request.url ?? '').replace('/v1/events', ''));
  const say = answers.shift();
  if (say === undefined) response.destroy();
  else say(response);
});

const job = (id: number): string =>
  `id: ${id}\nevent: job\ndata: ${JSON.stringify({ type: 'job', id: `job ${id}` })}\n\n`;

const stream = (text: string) => (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text);
};

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  umbra = createClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
afterAll(() => {
  server.close();
});

it('goes on behind the last event, says what is lost, and ends with the key', async () => {
  answers.push(
    stream('retry: 1\nid: 40\n\n'), // broke before anything had happened
    stream(job(41)),
    stream(job(42) + job(43)),
    (response) => {
      const problem = { code: 'unauthorized', title: '', detail: '', requestId: '', errors: [] };
      response.writeHead(401, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ ...problem, type: 'about:blank', status: 401 }));
    },
  );
  const seen: string[] = [];
  const reading = (async () => {
    for await (const event of umbra.events({ gallery: 'parts' })) {
      seen.push('id' in event ? event.id : event.type);
    }
  })();
  await expect(reading).rejects.toMatchObject({ code: 'unauthorized', status: 401 });
  expect(seen).toEqual(['reset', 'job 41', 'job 42', 'job 43']);
  expect(asked).toEqual([
    '?gallery=parts',
    '?gallery=parts',
    '?gallery=parts&lastEventId=41',
    '?gallery=parts&lastEventId=43',
  ]);
});

it('ends when it is given up', async () => {
  const signal = AbortSignal.timeout(100);
  answers.push((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(job(1));
  });
  const seen: string[] = [];
  const reading = (async () => {
    for await (const event of umbra.events({ signal })) seen.push(event.type);
  })();
  await expect(reading).rejects.toThrow();
  expect(seen).toEqual(['job']);
});
