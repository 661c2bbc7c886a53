import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClientOptions, createClient, type Umbra, UmbraProblem } from './index.js';

/** A server that answers as the test says and remembers what it was asked. */
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

let asked: Asked[] = [];
let respond: (request: Asked, response: ServerResponse) => void = () => undefined;
let baseUrl = '';

const server = createServer(async (request, response) => {
  const { method = '', url = '', headers } = request;
  const entry = { method, url, headers, body: await buffer(request) };
  asked.push(entry);
  respond(entry, response);
});

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, {
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
  });
  response.end(JSON.stringify(body));
}

function client(options: Partial<ClientOptions> = {}): Umbra {
  return createClient({ baseUrl, key: 'umbra_a_secret', ...options });
}

async function formOf({ headers, body }: Asked): Promise<Record<string, unknown>> {
  const type = headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': type },
  }).formData();
  const entries: Record<string, unknown> = {};
  for (const [name, value] of form) {
    entries[name] = value instanceof Blob ? [...new Uint8Array(await value.arrayBuffer())] : value;
  }
  return entries;
}

const problem = {
  type: 'urn:umbra:problem:name_taken',
  title: 'The name is taken',
  status: 409,
  detail: 'There is a gallery "parts" already: choose another name.',
  code: 'name_taken',
  requestId: 'r-1',
  errors: [{ path: 'name', message: 'is taken' }],
};

beforeEach(async () => {
  asked = [];
  respond = (_, response) => json(response, {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('what a call sends', () => {
  it('names the key, or nothing where a session speaks', async () => {
    await client().info();
    expect(asked[0]).toMatchObject({
      method: 'GET',
      url: '/v1/info',
      headers: { authorization: 'Bearer umbra_a_secret' },
    });
    await createClient({ baseUrl: `${baseUrl}//` }).session.get();
    expect(asked[1]).toMatchObject({ url: '/v1/session' });
    expect(asked[1]?.headers).not.toHaveProperty('authorization');
  });

  it('puts any name safely into the address', async () => {
    const gallery = 'a/b?c d#ü';
    await client().galleries.get(gallery);
    expect(asked[0]?.url).toBe(`/v1/galleries/${encodeURIComponent(gallery)}`);
    const { items, examples } = client();
    expect(items.imageUrl({ gallery, item: 'i/1', size: 64 })).toBe(
      `${baseUrl}/v1/galleries/${encodeURIComponent(gallery)}/items/i%2F1/image?size=64`,
    );
    expect(createClient({ baseUrl: '' }).examples.imageUrl({ gallery: 'g', example: 'e' })).toBe(
      '/v1/galleries/g/examples/e/image',
    );
    expect(examples.imageUrl({ gallery: 'g', example: 'e' })).toContain(baseUrl);
  });

  it('leaves out what is undefined, and fills in what the document wants', async () => {
    const umbra = client();
    await umbra.galleries.create({ name: 'parts' });
    await umbra.galleries.update('parts', { description: undefined, name: 'screws' });
    await umbra.keys.create({ name: 'app', scopes: ['search'] });
    await umbra.galleries.list({ limit: 5, cursor: undefined });
    await umbra.session.start({ key: 'k' });
    expect(asked.map(({ body }) => body.toString())).toEqual([
      '{"name":"parts","description":null}',
      '{"name":"screws"}',
      '{"name":"app","scopes":["search"],"galleries":null,"expiresAt":null}',
      '',
      '{"key":"k"}',
    ]);
    expect(asked[3]?.url).toBe('/v1/galleries?limit=5');
  });

  it('uploads pictures of every kind of bytes, with the fields that are given', async () => {
    const umbra = client();
    const bytes = Buffer.from([0, 1, 2, 3]);
    const images = [
      bytes.subarray(1),
      new Uint8Array(bytes).slice(1).buffer,
      new Blob([new Uint8Array(bytes).slice(1)]),
      new File([new Uint8Array(bytes).slice(1)], 'x.png', { type: 'image/png' }),
    ];
    for (const image of images) {
      await umbra.items.upload({ gallery: 'g', image, label: 'nut', metadata: { line: 3 } });
    }
    expect(asked).toHaveLength(4);
    for (const request of asked) {
      expect(request).toMatchObject({ method: 'POST', url: '/v1/galleries/g/items' });
      expect(await formOf(request)).toEqual({
        image: [1, 2, 3],
        label: 'nut',
        metadata: '{"line":3}',
      });
    }
  });

  it('sends the file of an import as it is', async () => {
    await client().items.import({ gallery: 'g', file: new Uint8Array([80, 75, 3]) });
    expect(asked[0]).toMatchObject({ method: 'POST', url: '/v1/galleries/g/items/import' });
    expect(asked[0]?.headers['content-type']).toBe('application/octet-stream');
    expect([...(asked[0]?.body ?? [])]).toEqual([80, 75, 3]);
  });

  it('goes through another fetch when given one', async () => {
    const seen: string[] = [];
    const umbra = client({
      fetch: (request) => {
        seen.push(request.url);
        return fetch(request);
      },
    });
    await umbra.info();
    expect(seen).toEqual([`${baseUrl}/v1/info`]);
  });
});

describe('what a call answers', () => {
  it('lists pages, and walks through all of them', async () => {
    respond = ({ url }, response) => {
      const cursor = new URL(url, baseUrl).searchParams.get('cursor');
      const page = cursor === null ? ['a', 'b'] : ['c'];
      const items = page.map((id) => ({ id }));
      json(response, { items, nextCursor: cursor === null ? 'next' : null, total: 3 });
    };
    const umbra = client();
    expect(await umbra.galleries.list()).toMatchObject({ nextCursor: 'next', total: 3 });
    const walks = [
      umbra.galleries.each({ limit: 2 }),
      umbra.items.each({ gallery: 'g', label: 'nut' }),
      umbra.models.each(),
      umbra.runs.each({ gallery: 'g' }),
      umbra.jobs.each(),
      umbra.keys.each(),
      umbra.examples.each({ gallery: 'g' }),
    ];
    for (const walk of walks) {
      const ids: string[] = [];
      for await (const { id } of walk) ids.push(id);
      expect(ids).toEqual(['a', 'b', 'c']);
    }
    expect(asked.some(({ url }) => url === '/v1/galleries/g/items?label=nut&cursor=next')).toBe(
      true,
    );
  });

  it('gives bytes of files, and nothing for what is gone', async () => {
    respond = ({ method }, response) => {
      if (method === 'DELETE') response.writeHead(204).end();
      else response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([9, 8]));
    };
    const umbra = client();
    const picture = await umbra.items.image({ gallery: 'g', item: 'i', size: 32 });
    expect([...new Uint8Array(await picture.arrayBuffer())]).toEqual([9, 8]);
    const file = await umbra.models.file({ model: 'm', file: 'a b' });
    expect(asked.at(-1)?.url).toBe('/v1/models/m/files/a%20b');
    expect(file.size).toBe(2);
    expect(await umbra.items.delete({ gallery: 'g', item: 'i' })).toBeUndefined();
    expect(await umbra.models.delete('m')).toBeUndefined();
    expect(await umbra.session.end()).toBeUndefined();
  });

  it('waits for a promotion when asked to', async () => {
    const states = ['running', 'running', 'succeeded'];
    respond = ({ method }, response) => {
      const state = method === 'POST' ? 'queued' : states.shift();
      json(response, { id: 'j1', state }, method === 'POST' ? 202 : 200);
    };
    const umbra = client();
    expect(await umbra.promote({ gallery: 'g', model: 'm' })).toMatchObject({ state: 'queued' });
    const job = await umbra.promote({ gallery: 'g', model: 'm', wait: true });
    expect(job.state).toBe('succeeded');
    expect(states).toEqual([]);
  });

  it('gives the typed client for all else', async () => {
    respond = (_, response) => json(response, { status: 'ok' });
    const { data } = await client().raw.GET('/healthz');
    expect(data).toEqual({ status: 'ok' });
  });
});

describe('what a call throws', () => {
  const failure = async (call: Promise<unknown>): Promise<UmbraProblem> => {
    const error = await call.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(UmbraProblem);
    return error as UmbraProblem;
  };

  it("the API's problem, whatever the call", async () => {
    respond = (_, response) => json(response, problem, 409);
    const umbra = client();
    const calls: (() => Promise<unknown>)[] = [
      () => umbra.galleries.create({ name: 'parts' }),
      () => umbra.items.upload({ gallery: 'g', image: Uint8Array.of(1) }),
      () => umbra.items.image({ gallery: 'g', item: 'i' }),
      () => umbra.galleries.delete('g'),
      () => umbra.train({ gallery: 'g' }),
      () => umbra.runs.finished('r'),
    ];
    for (const call of calls) {
      const error = await failure(call());
      expect(error).toMatchObject({
        name: 'UmbraProblem',
        message: problem.detail,
        code: 'name_taken',
        title: problem.title,
        status: 409,
        detail: problem.detail,
        requestId: 'r-1',
        errors: problem.errors,
      });
    }
    expect(asked).toHaveLength(calls.length);
  });

  it('that something else answered', async () => {
    for (const [status, body] of [
      [502, '<html>Bad Gateway</html>'],
      [500, ''],
      [404, '{"message":"Not Found"}'],
      [403, 'null'],
      [200, '<html>Welcome</html>'],
    ] as const) {
      respond = (_, response) => response.writeHead(status).end(body);
      const error = await failure(client().info());
      expect(error).toMatchObject({ code: 'unexpected_answer', status, requestId: null });
    }
  });

  it('that nobody answered, or the answer broke off', async () => {
    respond = (_, response) => response.destroy();
    expect(await failure(client().info())).toMatchObject({ code: 'unreachable', status: 0 });
    respond = (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"a":', () => response.destroy());
    };
    expect(await failure(client().info())).toMatchObject({ code: 'unreachable' });
    const nowhere = createClient({ baseUrl: 'http://127.0.0.1:1' });
    const error = await failure(nowhere.info());
    expect(error.code).toBe('unreachable');
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("an aborted signal's own reason", async () => {
    respond = () => undefined;
    const controller = new AbortController();
    const call = client().galleries.list({ signal: controller.signal });
    const reason = new Error('the page was left');
    setTimeout(() => controller.abort(reason), 30);
    await expect(call).rejects.toBe(reason);
    await expect(client().info({ signal: controller.signal })).rejects.toBe(reason);
  });
});
