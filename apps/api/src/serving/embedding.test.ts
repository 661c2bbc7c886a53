// Pictures that come together are embedded together, and each is embedded once: on real threads.
import { decodeImage } from '@umbra/core/image';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelsRepository } from '../models/models.repository.js';
import { type ServedModel, servedModel } from '../models/served-model.js';
import { sha256Of } from '../persistence/blobs.js';
import { Home } from '../persistence/home.js';
import type { SearchResult } from '../search/search.schema.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import { fileUntrainedModel } from '../testing/test-model.js';
import { pictureInput } from './embedding.service.js';
import type { EmbeddedBatch } from './embedding-protocol.js';
import { EmbeddingQueue } from './embedding-queue.js';
import { EmbeddingThread } from './embedding-thread.js';
import { KnownVectors } from './known-vectors.js';

let api: TestApi;
let models: readonly ServedModel[];

beforeAll(async () => {
  api = await TestApi.start();
  await api.createGallery('parts');
  const ids = ['baseline-pixels', await fileUntrainedModel(api, 3)];
  models = await Promise.all(
    ids.map(async (id) => {
      const row = await api.app.get(ModelsRepository).find(id);
      if (row === null) {
        throw new Error(`the model ${id} is not there`);
      }
      return servedModel(row, api.app.get(Home));
    }),
  );
});

afterAll(async () => {
  await api.stopAndRemove();
});

/** The largest difference of two vectors' numbers. */
function difference(a: Float32Array, b: Float32Array | undefined): number {
  return Math.max(...a.map((value, at) => Math.abs(value - (b?.[at] ?? Number.NaN))));
}

async function metric(name: string): Promise<number> {
  const text = await (await api.fetch('GET', '/metrics', { key: null })).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.split(' ')[1]);
}

describe('the queue before the embedding thread', () => {
  it('gives each picture of a batch the vectors that it has alone, and its model', async () => {
    const thread = api.app.get(EmbeddingThread);
    const batches: number[] = [];
    const queue = new EmbeddingQueue(thread, { countBatch: (pictures) => batches.push(pictures) });
    const wanted = await Promise.all(
      Array.from({ length: 50 }, async (_, number) => {
        const model = models[number % models.length] as ServedModel;
        const pixels = await decodeImage(stripes(number % 4, number), pictureInput(model));
        return { model, pixels };
      }),
    );
    const together = await Promise.all(
      wanted.map(({ model, pixels }) => queue.embed(model, pixels)),
    );
    expect(batches).toEqual([25, 25]);
    for (const [at, { model, pixels }] of wanted.entries()) {
      const alone = await thread.embed(model, pixels, 1);
      expect(difference(alone.shadows, together[at]?.shadows)).toBeLessThan(1e-6);
      expect(difference(alone.embeddings, together[at]?.embeddings)).toBeLessThan(1e-5);
      expect(together[at]?.shadows).toHaveLength(model.dimension);
    }
  });

  it('gathers while the thread is at work, and lets nobody wait for company', async () => {
    const asked: number[] = [];
    const running: ((batch: EmbeddedBatch) => void)[] = [];
    const slow = {
      embed: (_: unknown, __: Uint8Array, count: number) => {
        asked.push(count);
        return new Promise<EmbeddedBatch>((resolve) => running.push(resolve));
      },
    };
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const answer = async (count: number) => {
      running.shift()?.({ shadows: new Float32Array(count), embeddings: new Float32Array(count) });
      await turn();
    };
    const queue = new EmbeddingQueue(slow, { countBatch: () => undefined });
    const embed = () => queue.embed({ id: 'any', directory: null }, new Uint8Array(3));
    const first = embed();
    await turn();
    expect(asked).toEqual([1]);
    const others = Array.from({ length: 40 }, embed);
    await turn();
    expect(asked).toEqual([1]);
    for (const count of [1, 32, 8]) {
      await answer(count);
    }
    expect(asked).toEqual([1, 32, 8]);
    await Promise.all([first, ...others]);
  });

  it('refuses all of a batch that failed, and goes on with the next', async () => {
    const queue = new EmbeddingQueue(api.app.get(EmbeddingThread), { countBatch: () => undefined });
    const nowhere = { id: 'gone', directory: '/nowhere' };
    const [model] = models as [ServedModel];
    const pixels = await decodeImage(stripes(0, 0), pictureInput(model));
    const outcomes = await Promise.allSettled([
      queue.embed(nowhere, new Uint8Array(3)),
      queue.embed(nowhere, new Uint8Array(3)),
      queue.embed(model, pixels),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });
});

describe('a picture that comes again', () => {
  const search = (image: Uint8Array) =>
    api.call<SearchResult>('POST', '/v1/galleries/parts/search', {
      json: { image: Buffer.from(image).toString('base64') },
    });

  it('is embedded once, for all who ask at the same time and later', async () => {
    const before = await metric('umbra_embeds_total');
    const image = stripes(1, 500);
    const answers = await Promise.all(Array.from({ length: 8 }, () => search(image)));
    await search(image);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect((await metric('umbra_embeds_total')) - before).toBe(1);
  });

  it('is not embedded where an item of the gallery has it, and is found there', async () => {
    const image = stripes(2, 501);
    const { body } = await api.upload('parts', image);
    api.app.get(KnownVectors).forget([sha256Of(image)]);
    const before = await metric('umbra_embeds_total');
    const { hits } = (await search(image)).body;
    expect(hits[0]).toMatchObject({ item: body.id, score: expect.closeTo(1, 6) });
    expect(await metric('umbra_embeds_total')).toBe(before);
    expect(await metric('umbra_embeds_reused_total{from="gallery"}')).toBe(1);
  });

  it('is embedded again after its item was deleted: nothing of it was kept', async () => {
    const image = stripes(3, 502);
    const { body } = await api.upload('parts', image);
    await api.call('DELETE', `/v1/galleries/parts/items/${body.id}`);
    const before = await metric('umbra_embeds_total');
    await search(image);
    expect((await metric('umbra_embeds_total')) - before).toBe(1);
  });

  it('that cannot be read is refused each time', async () => {
    const broken = stripes(0, 503).slice(0, 90);
    const answers = [await search(broken), await search(broken)];
    expect(answers.map(({ status }) => status)).toEqual([422, 422]);
  });
});
