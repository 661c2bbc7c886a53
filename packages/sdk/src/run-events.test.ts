import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, type RunEvent, type Umbra } from './index.js';

type Handler = (response: ServerResponse, request: IncomingMessage) => void;

let umbra: Umbra;
let connections: string[] = [];
let onEvents: Handler[] = [];
let currentState = 'running';

const server = createServer((request, response) => {
  const url = request.url ?? '';
  if (!url.includes('/events')) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: 'r1', state: currentState }));
    return;
  }
  connections.push(url.replace('/v1/training-runs/r1/events', ''));
  const handler = onEvents.shift();
  if (handler === undefined) response.destroy();
  else handler(response, request);
});

const step = (id: number): string =>
  `id: ${id}\nevent: step\ndata: ${JSON.stringify({ id, kind: 'step', step: id, loss: 0.5 })}\n\n`;
const state = (id: number, value: string): string => {
  const data = { id, kind: 'state', run: { id: 'r1', state: value, model: 'grün' } };
  return `id: ${id}\nevent: state\ndata: ${JSON.stringify(data)}\n\n`;
};

function open(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'text/event-stream' });
}

/** Sends the text in pieces of some bytes, which cut through lines and through letters. */
async function sendInPieces(response: ServerResponse, text: string, size: number): Promise<void> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) {
    response.write(bytes.subarray(at, at + size));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function collect(events: AsyncIterable<RunEvent>): Promise<string[]> {
  const seen: string[] = [];
  for await (const event of events) {
    seen.push(event.kind === 'state' ? `${event.id} ${event.run.state}` : `${event.id}`);
  }
  return seen;
}

beforeEach(async () => {
  connections = [];
  onEvents = [];
  currentState = 'running';
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  umbra = createClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('events of a run', () => {
  it('come one by one, wherever the bytes are cut, until the run has ended', async () => {
    const text = `: hello\n\n${state(1, 'running')}${step(2)}: still there\n\n${step(3)}`;
    onEvents = [
      async (response) => {
        await sendInPieces(open(response), text + state(4, 'succeeded'), 7);
      },
    ];
    expect(await collect(umbra.runs.events('r1'))).toEqual(['1 running', '2', '3', '4 succeeded']);
    expect(connections).toEqual(['']);
  });

  it('start after the last event that is known', async () => {
    onEvents = [(response) => open(response).end(state(8, 'cancelled'))];
    expect(await collect(umbra.runs.events('r1', { lastEventId: 7 }))).toEqual(['8 cancelled']);
    expect(connections).toEqual(['?lastEventId=7']);
  });

  it('go on behind the last one when the connection breaks, each once', async () => {
    onEvents = [
      (response) => {
        open(response).write(step(1) + step(2), () => response.destroy());
      },
      (response) => response.writeHead(503).end('starting'),
      (response) => open(response).end(step(3)),
      (response) => open(response).end(state(4, 'failed')),
    ];
    expect(await collect(umbra.runs.events('r1'))).toEqual(['1', '2', '3', '4 failed']);
    expect(connections).toEqual(['', '?lastEventId=2', '?lastEventId=2', '?lastEventId=3']);
  });

  it('end when there is nothing more to come', async () => {
    currentState = 'succeeded';
    onEvents = [(response) => open(response).end()];
    expect(await collect(umbra.runs.events('r1', { lastEventId: 9 }))).toEqual([]);
    expect(connections).toHaveLength(1);
  });

  it('fail at once where trying again is of no use', async () => {
    const problem = { code: 'not_found', title: '', detail: 'no such run', errors: [] };
    onEvents = [
      (response) => {
        response.writeHead(404, { 'content-type': 'application/problem+json' });
        response.end(JSON.stringify(problem));
      },
    ];
    await expect(collect(umbra.runs.events('r1'))).rejects.toMatchObject({
      code: 'not_found',
      status: 404,
    });
    expect(connections).toHaveLength(1);
  });

  it('let go of the connection when the reader has had enough', async () => {
    const closed = new Promise<void>((resolve) => {
      onEvents = [
        (response, request) => {
          request.on('close', resolve);
          open(response).write(step(1));
        },
      ];
    });
    for await (const event of umbra.runs.events('r1')) {
      expect(event.id).toBe(1);
      break;
    }
    await closed;
  });

  it('stop with the reason of the signal, while reading and while waiting to connect again', async () => {
    for (const handler of [
      (response: ServerResponse) => open(response).write(step(1)),
      (response: ServerResponse) => response.destroy(),
    ]) {
      onEvents = [handler];
      const controller = new AbortController();
      const reason = new Error('enough');
      setTimeout(() => controller.abort(reason), 100);
      await expect(collect(umbra.runs.events('r1', { signal: controller.signal }))).rejects.toBe(
        reason,
      );
    }
  });
});

describe('a training', () => {
  it('is started, followed and waited for', async () => {
    onEvents = [
      (response) => open(response).end(step(1) + state(2, 'succeeded')),
      (response) => open(response).end(step(1) + state(2, 'succeeded')),
    ];
    const training = await umbra.train({ gallery: 'g', preset: 'quick', promote: 'auto' });
    expect(training).toMatchObject({ id: 'r1', run: { state: 'running' } });
    expect(await collect(training.events())).toEqual(['1', '2 succeeded']);
    expect(await training.finished()).toMatchObject({ state: 'succeeded', model: 'grün' });
    expect(await training.cancel()).toMatchObject({ id: 'r1' });
  });
});
