// Who may do what: no key, wrong keys, scopes, keys bound to galleries, and the console's session.
import { type Scope, type Umbra, UmbraProblem } from '@umbra/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiProcess } from '../support/api-process.js';
import { drawPicture } from '../support/pictures.js';

let api: ApiProcess;
let admin: Umbra;
let image: Buffer;

beforeAll(async () => {
  api = await ApiProcess.start();
  admin = api.client();
  image = await drawPicture('disc', 1);
  for (const name of ['mine', 'theirs']) {
    await admin.galleries.create({ name });
    await admin.items.upload({ gallery: name, image, label: 'disc' });
  }
});
afterAll(() => api.close());

async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    if (!(error instanceof UmbraProblem)) throw error;
    return `${error.status} ${error.code}`;
  }
}

describe('no key, or a wrong one', () => {
  it('opens nothing but health and documentation', async () => {
    for (const path of ['/healthz', '/livez', '/readyz', '/openapi.json', '/docs']) {
      const response = await fetch(`${api.baseUrl}${path}`);
      expect(response.status, path).toBe(200);
      await response.arrayBuffer();
    }
    const key = await admin.keys.create({ name: 'soon gone', scopes: ['admin'] });
    const [, id, secret] = key.key.split('_');
    const wrong = [
      undefined,
      '',
      'nonsense',
      'umbra_',
      `umbra_${id}_`,
      `umbra_${id}_${secret}x`,
      `umbra_nobody_${secret}`,
      `${ApiProcess.adminKey}x`,
    ];
    for (const candidate of wrong) {
      const client = candidate === undefined ? api.anonymous() : api.client(candidate);
      for (const call of [
        () => client.galleries.list(),
        () => client.items.upload({ gallery: 'mine', image }),
        () => client.search({ gallery: 'mine', image }),
        () => client.info(),
        () => client.session.get(),
        () => client.galleries.get('nowhere'),
      ]) {
        expect(await outcome(call()), candidate).toBe('401 unauthorized');
      }
    }
    expect(await outcome(api.client(key.key).keys.list())).toBe('ok');
    await admin.keys.delete(key.id);
    expect(await outcome(api.client(key.key).keys.list())).toBe('401 unauthorized');
  });

  it('is also taken from x-api-key', async () => {
    const response = await fetch(`${api.baseUrl}/v1/galleries`, {
      headers: { 'x-api-key': ApiProcess.adminKey },
    });
    expect(response.status).toBe(200);
  });
});

describe('scopes', () => {
  const actions: Record<string, { scope: Scope; call: (umbra: Umbra) => Promise<unknown> }> = {
    'list galleries': { scope: 'search', call: (umbra) => umbra.galleries.list() },
    'list items': { scope: 'search', call: (umbra) => umbra.items.list({ gallery: 'mine' }) },
    search: { scope: 'search', call: (umbra) => umbra.search({ gallery: 'mine', image }) },
    'list runs': { scope: 'search', call: (umbra) => umbra.runs.list() },
    'list models': { scope: 'search', call: (umbra) => umbra.models.list() },
    upload: { scope: 'write', call: (umbra) => umbra.items.upload({ gallery: 'mine', image }) },
    'change a gallery': {
      scope: 'write',
      call: (umbra) => umbra.galleries.update('mine', { description: 'x' }),
    },
    'create a gallery': {
      scope: 'write',
      call: (umbra) => umbra.galleries.create({ name: `new-${Date.now()}` }),
    },
    train: { scope: 'train', call: (umbra) => umbra.train({ gallery: 'mine' }) },
    promote: { scope: 'train', call: (umbra) => umbra.promote({ gallery: 'mine', model: 'none' }) },
    'delete a model': { scope: 'train', call: (umbra) => umbra.models.delete('none') },
    'list keys': { scope: 'admin', call: (umbra) => umbra.keys.list() },
    'create a key': {
      scope: 'admin',
      call: (umbra) => umbra.keys.create({ name: 'more', scopes: ['admin'] }),
    },
  };

  for (const scope of ['search', 'write', 'train', 'admin'] as const) {
    it(`${scope} opens its own, and no more`, async () => {
      const { key } = await admin.keys.create({ name: scope, scopes: [scope] });
      const umbra = api.client(key);
      for (const [name, action] of Object.entries(actions)) {
        const isAllowed = scope === 'admin' || scope === action.scope;
        // What is allowed may still fail for another reason, such as too few images.
        const got = await outcome(action.call(umbra));
        if (isAllowed) expect(got, name).not.toMatch(/^40[13]/);
        else expect(got, name).toBe('403 forbidden');
      }
    });
  }
});

describe('a key bound to a gallery', () => {
  it('sees that gallery, and all others as if they were not there', async () => {
    const bound = await admin.keys.create({
      name: 'bound',
      scopes: ['search', 'write', 'train'],
      galleries: ['mine'],
    });
    const umbra = api.client(bound.key);
    const { items } = await umbra.galleries.list();
    expect(items.map(({ name }) => name)).toEqual(['mine']);
    expect(await outcome(umbra.search({ gallery: 'mine', image }))).toBe('ok');
    const theirs = await admin.galleries.get('theirs');
    const theirItems = await admin.items.list({ gallery: 'theirs' });
    const item = theirItems.items[0]?.id ?? '';
    for (const gallery of ['theirs', theirs.id]) {
      for (const call of [
        () => umbra.galleries.get(gallery),
        () => umbra.galleries.update(gallery, { description: 'x' }),
        () => umbra.galleries.delete(gallery),
        () => umbra.items.list({ gallery }),
        () => umbra.items.get({ gallery, item }),
        () => umbra.items.image({ gallery, item }),
        () => umbra.items.upload({ gallery, image }),
        () => umbra.search({ gallery, image }),
        () => umbra.search({ gallery, item }),
        () => umbra.train({ gallery }),
        () => umbra.promote({ gallery, model: 'baseline-pixels' }),
        () => umbra.runs.list({ gallery }),
      ]) {
        expect(await outcome(call())).toBe('404 not_found');
      }
    }
    expect(await outcome(umbra.items.get({ gallery: 'mine', item }))).toBe('404 not_found');
    expect(await outcome(umbra.search({ gallery: 'mine', item }))).toBe('404 not_found');
    expect((await admin.items.list({ gallery: 'theirs' })).total).toBe(1);
  });
});

describe('a session', () => {
  it('keeps the key in a cookie that scripts cannot read, and ends', async () => {
    const started = await fetch(`${api.baseUrl}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: ApiProcess.adminKey }),
    });
    expect(started.status).toBe(200);
    const [cookie = ''] = started.headers.getSetCookie();
    expect(cookie).toMatch(/^umbra_key=/);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Strict/i);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    const seen = await fetch(`${api.baseUrl}/v1/session`, { headers });
    expect(await seen.json()).toMatchObject({ key: { scopes: expect.arrayContaining(['admin']) } });
    expect((await fetch(`${api.baseUrl}/v1/galleries`, { headers })).status).toBe(200);
    const ended = await fetch(`${api.baseUrl}/v1/session`, { method: 'DELETE', headers });
    expect(ended.status).toBe(204);
    expect(ended.headers.getSetCookie()[0]).toMatch(
      /umbra_key=;|Max-Age=0|Expires=Thu, 01 Jan 1970/,
    );
    const refused = await outcome(api.anonymous().session.start({ key: 'wrong' }));
    expect(refused).toBe('401 unauthorized');
  });
});
