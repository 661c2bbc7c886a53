import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gallery } from '../galleries/galleries.schema.js';
import type { Problem } from '../http/problem.schema.js';
import { JobsRepository } from '../jobs/jobs.repository.js';
import type { Job } from '../jobs/jobs.schema.js';

import { sha256Of } from '../persistence/blobs.js';
import { Database } from '../persistence/database.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import { fileUntrainedModel } from '../testing/test-model.js';
import { ModelsRepository } from './models.repository.js';
import type { ModelDetails } from './models.schema.js';

let api: TestApi;
let model: string;

beforeAll(async () => {
  api = await TestApi.start();
  model = await fileUntrainedModel(api, 1);
});

afterAll(async () => {
  await api.stopAndRemove();
});

const get = (id: string) => api.call<ModelDetails & Problem>('GET', `/v1/models/${id}`);
const getFile = (id: string, file: string) => api.fetch('GET', `/v1/models/${id}/files/${file}`);
const remove = (id: string, key?: string) =>
  api.call<Problem>('DELETE', `/v1/models/${id}`, key === undefined ? {} : { key });

async function createKey(scopes: string[], galleries: string[] = []): Promise<string> {
  const json = { name: 'test', scopes, ...(galleries.length > 0 ? { galleries } : {}) };
  return (await api.call<{ key: string }>('POST', '/v1/keys', { json })).body.key;
}

describe('the files of a model', () => {
  it('are what its answer says, byte by byte', async () => {
    const { files } = (await get(model)).body;
    expect(files.map(({ name }) => name).sort()).toEqual([
      'model.json',
      'umbra.json',
      'weights.bin',
    ]);
    for (const { name, bytes, sha256 } of files) {
      const response = await getFile(model, name);
      const type = name.endsWith('.json') ? 'application/json' : 'application/octet-stream';
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('content-length')).toBe(`${bytes}`);
      expect(response.headers.get('content-disposition')).toContain(name);
      expect(sha256Of(new Uint8Array(await response.arrayBuffer()))).toBe(sha256);
    }
  });

  it('are no others: neither beside them nor above', async () => {
    await writeFile(join(api.home, 'models', model, 'notes.txt'), 'mine');
    const above = ['../../umbra.db', '..', '.', `../${model}/umbra.json`, '/etc/passwd'];
    for (const name of ['nope.bin', 'notes.txt', 'constructor', ...above]) {
      const response = await getFile(model, encodeURIComponent(name));
      expect(response.status, name).toBe(404);
    }
    expect((await get('baseline-pixels')).body.files).toEqual([]);
    expect((await getFile('baseline-pixels', 'umbra.json')).status).toBe(404);
  });

  it('are not named by a card that would lead elsewhere', async () => {
    const odd = await fileUntrainedModel(api, 2);
    const card = { files: { '../../umbra.db': { bytes: 1, sha256: '' } } };
    for (const text of [JSON.stringify(card), '{', '{}']) {
      await writeFile(join(api.home, 'models', odd, 'umbra.json'), text);
      expect((await get(odd)).body.code).toBe('model_corrupt');
      expect((await getFile(odd, encodeURIComponent('../../umbra.db'))).status).toBe(500);
    }
  });

  it('are seen only with the gallery that the model was trained on', async () => {
    await api.createGallery('seen');
    await api.createGallery('other');
    const { id } = (await api.call<Gallery>('GET', '/v1/galleries/seen')).body;
    const own = await fileUntrainedModel(api, 3);
    await api.app
      .get(Database)
      .updateTable('models')
      .set({ gallery_id: id })
      .where('id', '=', own)
      .execute();
    for (const [gallery, status] of [
      ['seen', 200],
      ['other', 404],
    ] as const) {
      const key = await createKey(['search', 'train'], [gallery]);
      const response = await api.fetch('GET', `/v1/models/${own}/files/umbra.json`, { key });
      expect(response.status).toBe(status);
      await response.arrayBuffer();
    }
    const stranger = await createKey(['train'], ['other']);
    expect(await remove(own, stranger)).toMatchObject({ status: 404 });
    const reader = await createKey(['search']);
    expect(await remove(own, reader)).toMatchObject({ status: 403 });
    const trainer = await createKey(['train'], ['seen']);
    expect((await remove(own, trainer)).status).toBe(204);
  });
});

describe('a model that is deleted', () => {
  const vectorsBy = async (id: string) =>
    (
      await api.app
        .get(Database)
        .selectFrom('vectors')
        .select('label')
        .where('model_id', '=', id)
        .execute()
    ).length;

  async function promote(gallery: string, id: string): Promise<void> {
    const json = { model: id };
    const path = `/v1/galleries/${gallery}/promote`;
    const { body } = await api.call<Job>('POST', path, { json });
    expect((await api.ended(body.id)).state).toBe('succeeded');
  }

  it('stays while it serves or can be gone back to, and goes with all it has', async () => {
    await api.createGallery('parts');
    await api.upload('parts', stripes(0, 0));
    const [first, second, third] = [
      await fileUntrainedModel(api, 4),
      await fileUntrainedModel(api, 5),
      await fileUntrainedModel(api, 6),
    ];
    await promote('parts', first);
    expect(await remove(first)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await promote('parts', second);
    expect((await remove(first)).body.detail).toContain('gone back to');
    expect(await vectorsBy(first)).toBe(1);
    await promote('parts', third);
    expect((await remove(first)).status).toBe(204);
    expect((await get(first)).status).toBe(404);
    expect((await remove(first)).status).toBe(404);
    await expect(access(join(api.home, 'models', first))).rejects.toThrow('ENOENT');
    const audit = await api.call('GET', '/v1/audit?action=model.delete&limit=1');
    expect(audit.body).toMatchObject({ items: [{ target: first, details: { name: 'test 4' } }] });
    expect((await get(second)).status).toBe(200);
  });

  it('takes its vectors along', async () => {
    const { id: gallery } = (await api.call<Gallery>('GET', '/v1/galleries/parts')).body;
    const id = await fileUntrainedModel(api, 7);
    const item = await api.app
      .get(Database)
      .selectFrom('items')
      .selectAll()
      .executeTakeFirstOrThrow();
    const bytes = new Uint8Array(32);
    await api.app
      .get(Database)
      .insertInto('vectors')
      .values({
        item_id: item.id,
        gallery_id: gallery,
        model_id: id,
        shadow: bytes,
        embedding: bytes,
      })
      .execute();
    expect(await vectorsBy(id)).toBe(1);
    expect((await remove(id)).status).toBe(204);
    expect(await vectorsBy(id)).toBe(0);
  });

  it('stays while a job waits for it', async () => {
    const id = await fileUntrainedModel(api, 8);
    const { id: gallery } = (await api.call<Gallery>('GET', '/v1/galleries/parts')).body;
    const jobs = api.app.get(JobsRepository);
    const job = {
      id: 'waiting',
      kind: 'promote',
      gallery_id: gallery,
      input: JSON.stringify({ model: id }),
      state: 'running',
      done: 0,
      total: 0,
      error_code: null,
      error_message: null,
      result: null,
      created_at: new Date().toISOString(),
      finished_at: null,
      checkpoint: null,
    } as const;
    await jobs.insert(job, { keyId: 'k', requestId: 'r' }, 'promotion.start');
    expect(await remove(id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await api.app
      .get(Database)
      .updateTable('jobs')
      .set({ state: 'failed' })
      .where('id', '=', 'waiting')
      .execute();
    expect((await remove(id)).status).toBe(204);
  });

  it('stays when its files cannot go', async () => {
    const row = await api.app.get(ModelsRepository).find(model);
    const by = { keyId: 'k', requestId: 'r' };
    const failing = async () => {
      throw new Error('the disk is gone');
    };
    const deletion = api.app.get(ModelsRepository).delete(row ?? expect.fail(), by, failing);
    await expect(deletion).rejects.toThrow('the disk is gone');
    expect((await get(model)).status).toBe(200);
  });

  it('is none of those that are built in', async () => {
    expect(await remove('baseline-pixels')).toMatchObject({ status: 409 });
    expect((await get('baseline-pixels')).status).toBe(200);
  });
});
