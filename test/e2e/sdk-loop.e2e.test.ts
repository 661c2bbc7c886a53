// The whole loop through the SDK: file, search, train, follow, promote, search better, delete.
import { type RunEvent, type TrainingRun, type Umbra, UmbraProblem } from '@umbra/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiProcess } from '../support/api-process.js';
import { keepSearching } from '../support/keep-searching.js';
import { drawPicture, shapes } from '../support/pictures.js';

const gallery = 'parts';
const perShape = 10;

let api: ApiProcess;
let umbra: Umbra;
/** The items by shape and variant. */
const filed = new Map<string, string>();

beforeAll(async () => {
  api = await ApiProcess.start();
  umbra = api.client();
});
afterAll(() => api.close());

async function follow(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const seen: RunEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

/** How many of some new pictures find their own shape first. */
async function rightFirst(): Promise<number> {
  let right = 0;
  for (const shape of shapes) {
    for (const variant of [101, 102, 103]) {
      const image = await drawPicture(shape, variant);
      const { hits } = await umbra.search({ gallery, image, limit: 1 });
      if (hits[0]?.label === shape) right += 1 / (shapes.length * 3);
    }
  }
  return right;
}

describe('filing and searching', () => {
  it('a gallery searches from its first picture', async () => {
    const created = await umbra.galleries.create({ name: gallery, description: 'small parts' });
    expect(created).toMatchObject({
      name: gallery,
      description: 'small parts',
      itemCount: 0,
      model: { id: 'baseline-pixels', kind: 'baseline-pixels' },
    });
    const first = await drawPicture('bar', 0);
    const empty = await umbra.search({ gallery, image: first });
    expect(empty).toMatchObject({ hits: [], model: 'baseline-pixels' });
    const item = await umbra.items.upload({
      gallery,
      image: first,
      label: 'bar',
      externalId: 'first',
      metadata: { line: 3, tags: ['a', null] },
    });
    filed.set('bar 0', item.id);
    expect(item).toMatchObject({ label: 'bar', externalId: 'first', width: 24, format: 'png' });
    const { hits } = await umbra.search({ gallery, image: first });
    expect(hits).toEqual([
      {
        item: item.id,
        externalId: 'first',
        label: 'bar',
        metadata: { line: 3, tags: ['a', null] },
        score: expect.closeTo(1, 5),
        distance: expect.closeTo(0, 5),
        match: 'uncalibrated',
      },
    ]);
  });

  it('lists, labels, pages and shows what was filed', async () => {
    for (const shape of shapes) {
      for (let variant = shape === 'bar' ? 1 : 0; variant < perShape; variant++) {
        const image = await drawPicture(shape, variant);
        const item = await umbra.items.upload({ gallery, image, label: shape });
        filed.set(`${shape} ${variant}`, item.id);
      }
    }
    const ids: string[] = [];
    for await (const item of umbra.items.each({ gallery, limit: 7 })) ids.push(item.id);
    expect(ids.sort()).toEqual([...filed.values()].sort());
    const rings = await umbra.items.list({ gallery, label: 'ring', limit: 100 });
    expect(rings.total).toBe(perShape);
    expect(rings.items.every(({ label }) => label === 'ring')).toBe(true);
    expect(await umbra.galleries.labels(gallery)).toEqual(
      shapes.map((label) => ({ label, count: perShape })),
    );
    expect(await umbra.galleries.get(gallery)).toMatchObject({
      itemCount: perShape * shapes.length,
      labelCount: shapes.length,
      index: { size: perShape * shapes.length },
    });
    const stored = await umbra.items.image({ gallery, item: filed.get('ring 3') ?? '' });
    expect(Buffer.from(await stored.arrayBuffer())).toEqual(await drawPicture('ring', 3));
    const small = await umbra.items.image({ gallery, item: filed.get('ring 3') ?? '', size: 16 });
    expect(small.type).toBe('image/webp');
  });

  it('searches by item, by vector and exactly, and says so', async () => {
    const item = filed.get('disc 5') ?? '';
    const byItem = await umbra.search({ gallery, item, limit: 5 });
    expect(byItem.hits).toHaveLength(5);
    expect(byItem.hits.some((hit) => hit.item === item)).toBe(false);
    const distances = byItem.hits.map(({ distance }) => distance);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    for (const { score, distance } of byItem.hits) expect(score).toBeCloseTo(1 - distance / 2, 9);
    const { model } = await umbra.galleries.get(gallery);
    const vector = Float32Array.from({ length: model.dimension }, (_, at) => Math.cos(at));
    const byVector = await umbra.search({ gallery, vector, limit: 100, exact: true });
    expect(byVector.exact).toBe(true);
    expect(byVector.hits).toHaveLength(perShape * shapes.length);
  });

  it('searches by examples, behind a filter, and many times at once', async () => {
    const filter = { must: [{ field: 'label', any: ['disc', 'ring'] }] };
    const positive = [{ item: filed.get('disc 5') ?? '' }, { image: await drawPicture('disc', 6) }];
    const image = await drawPicture('ring', 3);
    const [likeDiscs, ring, none] = await umbra.searchBatch({
      gallery,
      searches: [
        { positive, negative: [{ item: filed.get('bar 1') ?? '' }], filter, limit: 100 },
        { image, filter, limit: 1 },
        { image, filter: { must: [{ field: 'metadata.line', range: { gt: 3 } }] } },
      ],
    });
    expect(likeDiscs?.hits).toHaveLength(2 * perShape - 1);
    expect(ring?.hits[0]?.item).toBe(filed.get('ring 3'));
    expect(none?.hits).toEqual([]);
  });

  it('replaces by external id, changes labels, and forgets what is deleted', async () => {
    const image = await drawPicture('disc', 50);
    const replaced = await umbra.items.upload({
      gallery,
      image,
      label: 'disc',
      externalId: 'changing',
    });
    const again = await umbra.items.upload({
      gallery,
      image: await drawPicture('ring', 50),
      label: 'ring',
      externalId: 'changing',
    });
    const found = await umbra.search({ gallery, image, limit: 100 });
    expect(found.hits.filter(({ externalId }) => externalId === 'changing')).toHaveLength(1);
    expect((await umbra.items.list({ gallery })).total).toBe(perShape * shapes.length + 1);
    expect(again.label).toBe('ring');
    if (replaced.id !== again.id) {
      await expect(umbra.items.get({ gallery, item: replaced.id })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
    const changed = await umbra.items.update({ gallery, item: again.id, label: 'other' });
    expect(changed).toMatchObject({ label: 'other', metadata: {} });
    await umbra.items.delete({ gallery, item: again.id });
    const after = await umbra.search({ gallery, image, limit: 100 });
    expect(after.hits.some((hit) => hit.item === again.id)).toBe(false);
    expect(after.hits).toHaveLength(perShape * shapes.length);
    await expect(umbra.items.delete({ gallery, item: again.id })).rejects.toBeInstanceOf(
      UmbraProblem,
    );
  });
});

describe('training', () => {
  let finished: TrainingRun;

  it('tells all that happens, to everyone who asks, from wherever they ask', async () => {
    const training = await umbra.train({ gallery, preset: 'quick', seed: 3 });
    expect(training.run).toMatchObject({ gallery: expect.any(String), preset: 'quick' });
    expect(['queued', 'running']).toContain(training.run.state);
    const [events, ended] = await Promise.all([follow(training.events()), training.finished()]);
    expect(ended, JSON.stringify(ended.error)).toMatchObject({ state: 'succeeded', error: null });
    finished = ended;

    const ids = events.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    const kinds = new Set(events.map(({ kind }) => kind));
    for (const kind of ['state', 'started', 'step', 'epoch', 'finished']) {
      expect(kinds).toContain(kind);
    }
    expect(events.at(-1)).toMatchObject({ kind: 'state', run: { state: 'succeeded' } });

    expect(await follow(umbra.runs.events(training.id))).toEqual(events);
    const middle = ids[Math.floor(ids.length / 2)] ?? 0;
    expect(await follow(umbra.runs.events(training.id, { lastEventId: middle }))).toEqual(
      events.filter(({ id }) => id > middle),
    );
    const header = await fetch(`${api.baseUrl}/v1/training-runs/${training.id}/events`, {
      headers: {
        authorization: `Bearer ${ApiProcess.adminKey}`,
        'last-event-id': String(ids.at(-2)),
      },
    });
    expect(header.headers.get('content-type')).toContain('text/event-stream');
    expect((await header.text()).match(/^id:/gm)).toHaveLength(1);
  });

  it('leaves a model that is not yet used, and can be promoted by hand', async () => {
    const model = await umbra.models.get(finished.model ?? '');
    expect(model).toMatchObject({ kind: 'trained', run: finished.id, classes: 4, servedBy: [] });
    const before = await umbra.galleries.get(gallery);
    expect(before.model.id).toBe('baseline-pixels');

    const searches = keepSearching(umbra, { gallery, image: await drawPicture('disc', 105) });
    const job = await umbra.promote({ gallery, model: model.id, wait: true });
    expect(job, JSON.stringify(job.error)).toMatchObject({ kind: 'promote', state: 'succeeded' });
    expect(await searches.stop()).toEqual(new Set(['baseline-pixels', model.id]));

    const after = await umbra.galleries.get(gallery);
    expect(after.model).toMatchObject({ id: model.id, dimension: model.dimension });
    expect(after.previousModel).toBe('baseline-pixels');
    expect((await umbra.models.get(model.id)).servedBy).toEqual([after.id]);
    expect(await rightFirst()).toBeGreaterThanOrEqual(0.9);

    const image = await drawPicture('cross', 60);
    const late = await umbra.items.upload({ gallery, image, label: 'cross' });
    const { hits } = await umbra.search({ gallery, image, limit: 1 });
    expect(hits[0]).toMatchObject({ item: late.id, label: 'cross' });
    await umbra.items.delete({ gallery, item: late.id });
    const gone = await umbra.search({ gallery, image, limit: 100 });
    expect(gone.hits.some(({ item }) => item === late.id)).toBe(false);
  });

  it('promotes by itself when told to', async () => {
    // Another model, whatever it has learned: how well they learn is seen above.
    const config = { ...finished.config, epochs: 1, stepsPerEpoch: 4, seed: 4 };
    const training = await umbra.train({ gallery, config, promote: 'auto' });
    const ended = await training.finished();
    expect(ended, JSON.stringify(ended.error)).toMatchObject({ state: 'succeeded' });
    const served = await umbra.galleries.get(gallery);
    expect(served.model.id).toBe(ended.model);
    expect(served.previousModel).toBe(finished.model);
    const { items } = await umbra.runs.list({ gallery });
    expect(items.map(({ id }) => id)).toEqual([ended.id, finished.id]);
  });

  it('loses nothing that changes while a model is promoted', async () => {
    const back = umbra.promote({ gallery, model: 'baseline-pixels', wait: true });
    const added: string[] = [];
    const removed: string[] = [];
    for (let variant = 200; variant < 220; variant++) {
      const image = await drawPicture('cross', variant);
      const item = await umbra.items.upload({ gallery, image, label: 'cross' });
      if (variant % 4 === 0) {
        await umbra.items.delete({ gallery, item: item.id });
        removed.push(item.id);
      } else added.push(item.id);
    }
    expect(await back).toMatchObject({ state: 'succeeded' });
    const { model, itemCount, index } = await umbra.galleries.get(gallery);
    expect(model.id).toBe('baseline-pixels');
    expect(index).toMatchObject({ state: 'ready', size: itemCount });
    const image = await drawPicture('cross', 201);
    const { hits } = await umbra.search({ gallery, image, limit: 1000, exact: true });
    const found = new Set(hits.map(({ item }) => item));
    expect(hits).toHaveLength(itemCount);
    for (const id of added) expect(found).toContain(id);
    for (const id of removed) expect(found).not.toContain(id);
    for (const id of added) await umbra.items.delete({ gallery, item: id });
  });

  it('is cancelled, and leaves no model', async () => {
    const models = (await umbra.models.list()).total;
    const training = await umbra.train({ gallery, preset: 'thorough' });
    for await (const event of training.events()) {
      if (event.kind === 'step' || event.kind === 'started') break;
    }
    await training.cancel();
    const ended = await training.finished();
    expect(ended).toMatchObject({ state: 'cancelled', model: null });
    expect((await umbra.models.list()).total).toBe(models);
    expect((await umbra.galleries.get(gallery)).activeRun).toBeNull();
  });

  it('serves the same after a restart, and after a crash', async () => {
    const image = await drawPicture('ring', 104);
    const before = await umbra.search({ gallery, image, limit: 10 });
    expect(await api.stop()).toBe(0);
    await api.start();
    const after = await umbra.search({ gallery, image, limit: 10 });
    expect(after.model).toBe(before.model);
    expect(after.hits.map(({ item }) => item)).toEqual(before.hits.map(({ item }) => item));
    expect((await umbra.runs.list({ gallery })).total).toBeGreaterThanOrEqual(3);

    // The index on the disk is overtaken by a change that only the database knows.
    const gone = before.hits[0]?.item ?? '';
    await umbra.items.delete({ gallery, item: gone });
    await api.kill();
    await api.start();
    const left = await umbra.search({ gallery, image, limit: 9 });
    expect(left.hits.map(({ item }) => item)).toEqual(before.hits.slice(1).map(({ item }) => item));
  });
});
