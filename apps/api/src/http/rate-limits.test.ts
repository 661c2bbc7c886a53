import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApi } from '../testing/test-api.js';
import type { Problem } from './problem.schema.js';

const perMinute = 5;
let api: TestApi;
let keys: string[];

beforeAll(async () => {
  api = await TestApi.start({
    environment: {
      UMBRA_SEARCHES_PER_MINUTE: `${perMinute}`,
      UMBRA_WRITES_PER_MINUTE: `${perMinute}`,
    },
  });
  await api.call('POST', '/v1/galleries', { json: { name: 'own', dimension: 2 } });
  const made = ['a', 'b'].map((name) =>
    api.call<{ key: string }>('POST', '/v1/keys', { json: { name, scopes: ['search', 'write'] } }),
  );
  keys = (await Promise.all(made)).map(({ body }) => body.key);
});

afterAll(async () => {
  await api.stopAndRemove();
});

const search = (key: string | undefined) =>
  api.call<Problem>('POST', '/v1/galleries/own/search', {
    key: key ?? null,
    json: { vector: [1, 0] },
  });
const file = (key: string | undefined) =>
  api.call<Problem>('POST', '/v1/galleries/own/items', {
    key: key ?? null,
    json: { vector: [1, 0] },
  });

describe('requests a minute', () => {
  it('are counted down in the headers, and refused with the time to wait', async () => {
    for (let left = perMinute - 1; left >= 0; left--) {
      const { status, headers } = await search(keys[0]);
      expect([status, headers.get('ratelimit-remaining')]).toEqual([200, `${left}`]);
      expect(headers.get('ratelimit-limit')).toBe(`${perMinute}`);
      expect(headers.get('retry-after')).toBeNull();
    }
    const { status, headers, body } = await search(keys[0]);
    expect([status, body.code]).toEqual([429, 'rate_limited']);
    const wait = Number(headers.get('retry-after'));
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThanOrEqual(60);
    expect(body.detail).toContain(`try again in ${wait} s`);
  });

  it('are those of one key, searches apart from changes, and reading is free', async () => {
    expect((await search(keys[0])).status).toBe(429);
    expect((await file(keys[0])).status).toBe(201);
    expect((await search(keys[1])).status).toBe(200);
    for (let number = 0; number < 2 * perMinute; number++) {
      expect((await api.call('GET', '/v1/galleries', { key: keys[0] ?? '' })).status).toBe(200);
    }
    for (let number = 1; number < perMinute; number++) {
      await file(keys[0]);
    }
    expect((await file(keys[0])).status).toBe(429);
    const { body } = await api.call<{ itemCount: number }>('GET', '/v1/galleries/own');
    expect(body.itemCount).toBe(perMinute); // what was refused left nothing
  });

  it('are not spent by who has no key, and limit guesses at the sign-in', async () => {
    expect((await search('umbra_wrong')).status).toBe(401);
    const guess = () =>
      api.call('POST', '/v1/session', { key: null, json: { key: 'guess' } }).then((a) => a.status);
    const answers = [];
    for (let number = 0; number <= perMinute; number++) {
      answers.push(await guess());
    }
    expect(answers).toEqual([...Array.from({ length: perMinute }, () => 401), 429]);
  });
});
