// kill -9 in the middle of work: whatever was acknowledged is there and found after the restart.
// `npm run bench -- durability` kills many times what is killed a few times here.
import { existsSync } from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunEvent, UmbraProblem } from '@umbra/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiProcess } from '../support/api-process.js';
import { killAndCheck } from '../support/durability/kill-and-check.js';
import { shortTraining } from '../support/durability/short-training.js';
import { drawPicture, shapes } from '../support/pictures.js';

const uploaders = 4;

/** Between two checkpoints of a training. */
const checkpointMs = 3000;

/** Longer than the time between two checkpoints; its loss is never nothing. */
const aboutTenSeconds = {
  ...shortTraining,
  loss: { kind: 'shadow', margin: 2, normalize: true },
  mining: { kind: 'all' },
  sampling: { kind: 'pk', classes: 2, images: 6 },
  epochs: 40,
  stepsPerEpoch: 90,
};

let api: ApiProcess;

beforeAll(async () => {
  api = await ApiProcess.start();
});
afterAll(() => api.close());

/** Uploads until the process is ending; answers what was acknowledged, by picture. */
async function uploadUntil(
  isEnding: () => boolean,
  first: number,
  onAcknowledged: (count: number) => void = () => undefined,
): Promise<Map<number, string>> {
  const umbra = api.client();
  const acknowledged = new Map<number, string>();
  let next = first;
  const uploader = async (): Promise<void> => {
    for (;;) {
      const variant = next++;
      const label = shapes[variant % shapes.length] ?? 'bar';
      const image = await drawPicture(label, variant);
      const externalId = `part-${variant}`;
      try {
        const item = await umbra.items.upload({ gallery: 'parts', image, label, externalId });
        acknowledged.set(variant, item.id);
      } catch (error) {
        expect(isEnding(), String(error)).toBe(true);
        expect(error).toBeInstanceOf(UmbraProblem);
        return;
      }
      onAcknowledged(acknowledged.size);
    }
  };
  await Promise.all(Array.from({ length: uploaders }, uploader));
  return acknowledged;
}

async function uploadUntilKilled(first: number, killAfter: number): Promise<Map<number, string>> {
  let killed: Promise<void> | null = null;
  const acknowledged = await uploadUntil(
    () => killed !== null,
    first,
    (count) => {
      // The other uploaders are in the middle of theirs now.
      if (count === killAfter) killed = api.kill();
    },
  );
  await killed;
  return acknowledged;
}

async function expectAllThere(acknowledged: ReadonlyMap<number, string>): Promise<void> {
  const umbra = api.client();
  const listed = new Map<string, string | null>();
  for await (const item of umbra.items.each({ gallery: 'parts', limit: 50 })) {
    listed.set(item.id, item.externalId);
  }
  const gallery = await umbra.galleries.get('parts');
  expect(gallery.itemCount).toBe(listed.size);
  expect(new Set(listed.values()).size).toBe(listed.size);
  for (const [variant, id] of acknowledged) {
    expect(listed.get(id)).toBe(`part-${variant}`);
    const image = await drawPicture(shapes[variant % shapes.length] ?? 'bar', variant);
    const stored = await umbra.items.image({ gallery: 'parts', item: id });
    expect(Buffer.from(await stored.arrayBuffer()).equals(image)).toBe(true);
    const { hits } = await umbra.search({ gallery: 'parts', image, limit: 3 });
    expect(hits[0]?.distance).toBeLessThan(1e-6);
    expect(hits.map(({ item }) => item)).toContain(id);
  }
}

describe('kill -9 in the middle of uploads', () => {
  it('loses nothing that was acknowledged', async () => {
    await api.client().galleries.create({ name: 'parts' });
    const acknowledged = await uploadUntilKilled(0, 29);
    await api.start();
    await expectAllThere(acknowledged);
    expect(acknowledged.size).toBeGreaterThanOrEqual(29);
  });

  it('an upload that was cut off can be repeated', async () => {
    const umbra = api.client();
    const image = await drawPicture('ring', 2);
    const gallery = 'parts';
    const first = await umbra.items.upload({ gallery, image, externalId: 'again' });
    const second = await umbra.items.upload({ gallery, image, externalId: 'again' });
    expect(second.externalId).toBe('again');
    const { total } = await umbra.items.list({ gallery });
    await umbra.items.delete({ gallery, item: second.id });
    expect((await umbra.items.list({ gallery })).total).toBe(total - 1);
    if (first.id !== second.id) {
      await expect(umbra.items.get({ gallery, item: first.id })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });
});

describe('kill -9 in the middle of everything', () => {
  it('loses nothing, leaves nothing half-made, and the index equals the items', async () => {
    const report = await killAndCheck({ seed: 4, kills: 2, killWithinMs: 3000 });
    expect(report).toMatchObject({ lost: [], halfMade: [], indexDifferences: [] });
    expect(report.acknowledged).toBeGreaterThan(50);
    expect(report.cutOff).toBeGreaterThan(0);
  });
});

describe('kill -9 in the middle of a training', () => {
  it('goes on from its last checkpoint after the restart, as if nothing had been', async () => {
    const umbra = api.client();
    const gallery = 'trained';
    await umbra.galleries.create({ name: gallery });
    for (let variant = 0; variant < 8; variant++) {
      for (const shape of ['disc', 'cross'] as const) {
        const image = await drawPicture(shape, variant);
        await umbra.items.upload({ gallery, image, label: shape });
      }
    }
    const training = await umbra.train({ gallery, config: aboutTenSeconds });
    const seen: RunEvent[] = [];
    let firstStepAt: number | null = null;
    let restarted: Promise<void> | null = null;
    for await (const event of training.events()) {
      seen.push(event);
      if (event.kind !== 'step') continue;
      firstStepAt ??= performance.now();
      if (performance.now() - firstStepAt > checkpointMs + 1000) {
        restarted ??= api.kill().then(() => api.start());
      }
    }
    await restarted;
    const ids = seen.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    const resumed = seen.find(({ kind }) => kind === 'resumed');
    expect(resumed).toMatchObject({ step: expect.toSatisfy((step) => step > 0) });
    const run = await umbra.runs.get(training.id);
    expect(run).toMatchObject({ state: 'succeeded', attempts: 2, error: null });
    expect(run.progress.step).toBe(run.progress.steps);
    expect((await umbra.galleries.get(gallery)).activeRun).toBeNull();
  });
});

describe('a stop in the middle of everything', () => {
  it('is in order and in time, and nothing of the run stands in the way of the next', async () => {
    const umbra = api.client();
    const training = await umbra.train({ gallery: 'trained', preset: 'thorough' });
    let stopped: Promise<number | null> | null = null;
    const uploads = uploadUntil(() => stopped !== null, 5000);
    for await (const event of training.events()) {
      if (event.kind === 'step') break;
    }
    stopped = api.stop();
    expect(await stopped).toBe(0);
    const acknowledged = await uploads;
    await api.start();
    await expectAllThere(acknowledged);
    expect(await training.cancel()).toMatchObject({ state: 'cancelled', model: null });
    const next = await umbra.train({ gallery: 'trained', preset: 'quick' });
    expect((await next.cancel()).id).toBe(next.id);
    expect(await next.finished()).toMatchObject({ state: 'cancelled' });
  });
});

describe('the index is a cache', () => {
  it('comes back when it is deleted, and when it is damaged', async () => {
    const umbra = api.client();
    const image = await drawPicture('cross', 77);
    const probe = async () => {
      const { hits } = await umbra.search({ gallery: 'parts', image, limit: 20, exact: true });
      return hits.map(({ item, distance }) => ({ item, distance: distance.toFixed(5) }));
    };
    const before = await probe();
    expect(before).toHaveLength(20);
    expect(await api.stop()).toBe(0);
    expect(await indexFiles()).not.toEqual([]);
    await rm(indexes(), { recursive: true });
    await api.start();
    expect(await probe()).toEqual(before);

    const gone = before[0]?.item ?? '';
    await umbra.items.delete({ gallery: 'parts', item: gone });
    expect(await api.stop()).toBe(0);
    for (const file of await indexFiles()) await overwriteMiddle(file);
    await api.start();
    const after = await probe();
    expect(after.slice(0, 19)).toEqual(before.slice(1));
    expect(after.some(({ item }) => item === gone)).toBe(false);
  });
});

function indexes(): string {
  return join(api.home, 'indexes');
}

async function indexFiles(): Promise<string[]> {
  if (!existsSync(indexes())) return [];
  const entries = await readdir(indexes(), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

async function overwriteMiddle(path: string): Promise<void> {
  const file = await open(path, 'r+');
  const { size } = await file.stat();
  await file.write(Buffer.from('damaged'), 0, Math.min(7, size), Math.floor(size / 2));
  await file.close();
}
