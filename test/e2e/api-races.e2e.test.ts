// Requests that arrive together and want the same thing: one wins, and nothing is left in between.
import { connect } from 'node:net';
import { type Umbra, UmbraProblem } from '@umbra/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiProcess } from '../support/api-process.js';
import { homeFiles } from '../support/home-files.js';
import { drawPicture, shapes } from '../support/pictures.js';

const together = 12;

let api: ApiProcess;
let umbra: Umbra;

beforeAll(async () => {
  api = await ApiProcess.start();
  umbra = api.client();
});
afterAll(() => api.close());

/** Does it so many times at once; answers how often each outcome came. */
async function atOnce(act: (turn: number) => Promise<unknown>): Promise<Record<string, number>> {
  const outcomes: Record<string, number> = {};
  const one = async (turn: number): Promise<void> => {
    const outcome = await act(turn).then(
      () => 'ok',
      (error: unknown) => {
        if (!(error instanceof UmbraProblem)) throw error;
        return error.code;
      },
    );
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  };
  await Promise.all(Array.from({ length: together }, (_, turn) => one(turn)));
  return outcomes;
}

/** Any picture, by its number. */
function picture(variant: number): Promise<Buffer> {
  return drawPicture(shapes[variant % shapes.length] ?? 'bar', variant);
}

describe('at once', () => {
  it('a name is given once', async () => {
    const outcomes = await atOnce(() => umbra.galleries.create({ name: 'wanted' }));
    expect(outcomes).toEqual({ ok: 1, name_taken: together - 1 });
    expect((await umbra.galleries.list()).total).toBe(1);
  });

  it('an external id stays one item, the same picture may be many', async () => {
    const gallery = 'wanted';
    const same = await picture(1);
    await atOnce((turn) =>
      umbra.items.upload({ gallery, image: same, externalId: 'one', label: `turn ${turn}` }),
    );
    const { items, total } = await umbra.items.list({ gallery });
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({ externalId: 'one' });

    expect(await atOnce(() => umbra.items.upload({ gallery, image: same }))).toEqual({
      ok: together,
    });
    const found = await umbra.search({ gallery, image: same, limit: 100 });
    expect(found.hits).toHaveLength(together + 1);
    expect(new Set(found.hits.map(({ item }) => item)).size).toBe(together + 1);
  });

  it('an item is deleted once, and its picture stays for those that share it', async () => {
    const gallery = 'wanted';
    const { items } = await umbra.items.list({ gallery, limit: 100 });
    const [gone, kept] = items.map(({ id }) => id);
    const outcomes = await atOnce(() => umbra.items.delete({ gallery, item: gone ?? '' }));
    expect(outcomes).toEqual({ ok: 1, not_found: together - 1 });
    const stored = await umbra.items.image({ gallery, item: kept ?? '' });
    expect(Buffer.from(await stored.arrayBuffer())).toEqual(await picture(1));
  });

  it('uploads, searches and deletions do not disturb each other', async () => {
    const gallery = 'busy';
    await umbra.galleries.create({ name: gallery });
    const kept: string[] = [];
    const outcomes = await atOnce(async (turn) => {
      for (let round = 0; round < 5; round++) {
        const image = await picture(turn * 5 + round);
        const item = await umbra.items.upload({ gallery, image });
        const before = await umbra.search({ gallery, image, limit: 3 });
        expect(before.hits.map((hit) => hit.item)).toContain(item.id);
        if (round % 2 === 0) {
          await umbra.items.delete({ gallery, item: item.id });
          const after = await umbra.search({ gallery, image, limit: 100 });
          expect(after.hits.map((hit) => hit.item)).not.toContain(item.id);
        } else {
          kept.push(item.id);
        }
      }
    });
    expect(outcomes).toEqual({ ok: together });
    const { hits } = await umbra.search({ gallery, image: await picture(1), limit: 1000 });
    expect(hits.map(({ item }) => item).sort()).toEqual([...kept].sort());
    expect(await umbra.galleries.get(gallery)).toMatchObject({
      itemCount: kept.length,
      index: { size: kept.length },
    });
  });

  it('one run trains a gallery, the others are told so or wait', async () => {
    const gallery = 'trained';
    await umbra.galleries.create({ name: gallery });
    for (let variant = 0; variant < 8; variant++) {
      const label = shapes[variant % 2] ?? 'bar';
      await umbra.items.upload({ gallery, image: await drawPicture(label, variant), label });
    }
    const outcomes = await atOnce(() => umbra.train({ gallery, preset: 'thorough' }));
    expect((outcomes['ok'] ?? 0) + (outcomes['conflict'] ?? 0)).toBe(together);
    expect(outcomes['ok']).toBeGreaterThanOrEqual(1);
    for await (const run of umbra.runs.each({ gallery })) {
      await umbra.runs.cancel(run.id);
      expect(await umbra.runs.finished(run.id)).toMatchObject({ state: 'cancelled' });
    }
    expect((await umbra.galleries.get(gallery)).activeRun).toBeNull();
  });
});

describe('a gallery that goes while it is used', () => {
  it('takes everything with it', async () => {
    const before = await homeFiles(api.home);
    const gallery = 'going';
    await umbra.galleries.create({ name: gallery });
    await umbra.items.upload({ gallery, image: await picture(900) });
    const outcomes = await atOnce(async (turn) => {
      if (turn === together - 1) {
        await umbra.galleries.delete(gallery);
        return;
      }
      for (let round = 0; ; round++) {
        const image = await picture(1000 + turn * 100 + round);
        await umbra.items.upload({ gallery, image });
        await umbra.search({ gallery, image });
      }
    });
    expect(outcomes).toEqual({ ok: 1, not_found: together - 1 });
    await expect(umbra.galleries.get(gallery)).rejects.toMatchObject({ code: 'not_found' });
    await expect.poll(() => homeFiles(api.home), { timeout: 20_000 }).toEqual(before);
  });
});

describe('a client that goes while it sends', () => {
  /** The head of an upload and half of its body, then silence. */
  function breakOff(image: Buffer): Promise<void> {
    const { hostname, port } = new URL(api.baseUrl);
    const start = Buffer.from(
      '--x\r\ncontent-disposition: form-data; name="image"; filename="a.png"\r\n\r\n',
    );
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          [
            'POST /v1/galleries/wanted/items HTTP/1.1',
            `host: ${hostname}`,
            `authorization: Bearer ${ApiProcess.adminKey}`,
            'content-type: multipart/form-data; boundary=x',
            `content-length: ${start.length + image.length + 100}`,
            '\r\n',
          ].join('\r\n'),
        );
        socket.write(start);
        socket.write(image.subarray(0, image.length / 2), () => {
          setTimeout(() => socket.destroy(), 50);
        });
      });
      socket.on('error', reject);
      socket.on('close', () => resolve());
    });
  }

  it('leaves nothing', async () => {
    const before = await homeFiles(api.home);
    const { total } = await umbra.items.list({ gallery: 'wanted' });
    const image = await picture(2000);
    await Promise.all(Array.from({ length: together }, () => breakOff(image)));
    expect((await fetch(`${api.baseUrl}/readyz`)).status).toBe(200);
    await expect.poll(() => homeFiles(api.home), { timeout: 20_000 }).toEqual(before);
    expect((await umbra.items.list({ gallery: 'wanted' })).total).toBe(total);
  });
});
