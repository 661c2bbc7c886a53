import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type ClientOptions, createClient, type Umbra } from './index.js';

/** What the server says to one request after the other; an error is a connection that failed. */
type Turn = Response | Error | 'never';

interface Stage {
  readonly umbra: Umbra;
  readonly asked: Request[];
}

function stage(turns: readonly Turn[], options: Partial<ClientOptions> = {}): Stage {
  const left = [...turns];
  const asked: Request[] = [];
  const umbra = createClient({
    baseUrl: 'http://umbra.test',
    fetch: async (request) => {
      asked.push(request.clone());
      // As a network would, it reads what is sent.
      await request.arrayBuffer();
      const turn = left.shift() ?? Response.json({ id: 'x' });
      if (turn === 'never') await sleep(60_000, undefined, { signal: request.signal });
      if (turn instanceof Error) throw turn;
      return turn as Response;
    },
    ...options,
  });
  return { umbra, asked };
}

const busy = (status = 503, headers = {}) => new Response('busy', { status, headers });
const broken = () => new TypeError('fetch failed');
const keysOf = ({ asked }: Stage) =>
  asked.map(({ headers }) => headers.get('idempotency-key') ?? 'none');

describe('a request that failed in passing', () => {
  it('is sent again, whole, after 429, 503 and a broken connection', async () => {
    for (const turn of [busy(429), busy(503), broken()]) {
      const { umbra, asked } = stage([turn]);
      await umbra.items.upload({ gallery: 'g', image: Uint8Array.of(1, 2), label: 'nut' });
      expect(asked).toHaveLength(2);
      for (const request of asked) {
        const form = await request.formData();
        expect(form.get('label')).toBe('nut');
        expect(form.get('image')).toHaveProperty('size', 2);
      }
    }
  });

  it('carries the same key each time where it creates something, another the next time', async () => {
    const set = stage([broken(), busy()]);
    await set.umbra.galleries.create({ name: 'a' });
    await set.umbra.galleries.create({ name: 'a' });
    const [first, second, third, fourth] = keysOf(set);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect([second, third]).toEqual([first, first]);
    expect(fourth).not.toBe(first);
    const reading = stage([broken()]);
    await reading.umbra.search({ gallery: 'g', vector: [1] });
    await reading.umbra.galleries.update('g', { description: 'x' });
    await reading.umbra.info();
    expect(keysOf(reading)).toEqual(['none', 'none', 'none', 'none']);
  });

  it('is given up after two more attempts, or after none', async () => {
    const three = stage([busy(), busy(), busy(), busy()]);
    await expect(three.umbra.info()).rejects.toMatchObject({ status: 503 });
    expect(three.asked).toHaveLength(3);
    const once = stage([broken()], { retries: 0 });
    await expect(once.umbra.info()).rejects.toMatchObject({ code: 'unreachable' });
    expect(once.asked).toHaveLength(1);
  });

  it('is never sent again when the server has judged it', async () => {
    for (const status of [400, 404, 409, 422, 500]) {
      const { umbra, asked } = stage([busy(status)]);
      await expect(umbra.info()).rejects.toMatchObject({ status });
      expect(asked).toHaveLength(1);
    }
  });

  it('waits as long as the server asks, and does not wait for hours', async () => {
    const { umbra } = stage([busy(429, { 'retry-after': '1' })]);
    const startedAt = performance.now();
    await umbra.info();
    expect(performance.now() - startedAt).toBeGreaterThan(990);
    const hours = stage([busy(429, { 'retry-after': '7200' })]);
    await expect(hours.umbra.info()).rejects.toMatchObject({ status: 429 });
    const date = new Date(Date.now() - 1000).toUTCString();
    await stage([busy(503, { 'retry-after': date })]).umbra.info();
  });

  it('has deleted what the second attempt does not find any more', async () => {
    const gone = () => Response.json({ code: 'not_found', detail: 'no' }, { status: 404 });
    await stage([broken(), gone()]).umbra.items.delete({ gallery: 'g', item: 'i' });
    const never = stage([gone()]).umbra.items.delete({ gallery: 'g', item: 'i' });
    await expect(never).rejects.toMatchObject({ code: 'not_found', errors: [], requestId: null });
  });
});

describe('time', () => {
  it('runs out for an answer that does not begin', async () => {
    const { umbra, asked } = stage(['never', 'never'], { timeoutMs: 20, retries: 1 });
    await expect(umbra.info()).rejects.toMatchObject({ code: 'timed_out', status: 0 });
    expect(asked).toHaveLength(2);
    const quick = stage(['never']).umbra.with({ timeoutMs: 20, retries: 0 });
    await expect(quick.galleries.list()).rejects.toMatchObject({ code: 'timed_out' });
  });

  it('ends with the signal of the call or of the client, also between two attempts', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const { umbra, asked } = stage([busy(503, { 'retry-after': '30' })]);
    const call = umbra.galleries.delete('g', { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 30);
    await expect(call).rejects.toBe(reason);
    expect(asked).toHaveLength(1);
    const ended = stage(['never'], { signal: AbortSignal.timeout(20) });
    await expect(ended.umbra.keys.list()).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
