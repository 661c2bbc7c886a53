// What makes the client pleasant: pictures of every kind, lists, work that is followed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { createClient, type Umbra, verdictOf } from './index.js';

function client(answer: (request: Request) => Promise<unknown> | unknown): Umbra {
  return createClient({
    baseUrl: 'http://umbra.test',
    fetch: async (request) => Response.json(await answer(request)),
  });
}

it('takes a picture from wherever it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'umbra-sdk-'));
  try {
    const path = join(folder, 'a b.png');
    await writeFile(path, Uint8Array.of(1, 2, 255));
    const sent: number[][] = [];
    const umbra = client(async (request) => {
      const image = (await request.formData()).get('image') as File;
      sent.push([...new Uint8Array(await image.arrayBuffer())]);
      return {};
    });
    const base64 = Buffer.from([1, 2, 255]).toString('base64');
    const images = [
      { path },
      { path: pathToFileURL(path) },
      { base64 },
      { base64: `data:image/png;base64,${base64}` },
      Readable.from([Buffer.from([1]), Buffer.from([2, 255])]),
      new Blob([Uint8Array.of(1, 2, 255)]).stream(),
      Buffer.from([1, 2, 255]),
    ];
    for (const image of images) await umbra.items.upload({ gallery: 'g', image });
    expect(sent).toEqual(images.map(() => [1, 2, 255]));
    const missing = umbra.search({ gallery: 'g', image: { path: join(folder, 'none.png') } });
    await expect(missing).rejects.toThrow(/none\.png/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('lists are a page, all pages, and all entries', async () => {
  const asked: string[] = [];
  const umbra = client(({ url }) => {
    asked.push(new URL(url).search);
    const at = new URL(url).searchParams.get('cursor');
    const next = { '': 'b', b: 'c', c: null }[at ?? ''];
    // An older server leaves out what it does not know; a newer one says more.
    return { items: [{ id: at ?? 'a' }], ...(next && { nextCursor: next }), total: 3, brandNew: 1 };
  });
  expect(await umbra.items.list({ gallery: 'g' })).toMatchObject({ total: 3, nextCursor: 'b' });
  const ids: string[] = [];
  for await (const { id } of umbra.items.list({ gallery: 'g', label: 'nut' })) ids.push(id);
  expect(ids).toEqual(['a', 'b', 'c']);
  const sizes: number[] = [];
  for await (const page of umbra.jobs.list({ cursor: 'b' }).pages()) sizes.push(page.items.length);
  expect(sizes).toEqual([1, 1]);
  expect(asked.slice(1, 4)).toEqual(['?label=nut', '?label=nut&cursor=b', '?label=nut&cursor=c']);
});

it('an import tells how far it is, and when it has ended', async () => {
  const job = (done: number, state = 'running') => ({ id: 'j', state, progress: { done } });
  const turns = () => [job(0, 'queued'), job(1), job(1), job(2, 'succeeded')];
  let left = turns();
  const umbra = client(() => left.shift());
  const file = Uint8Array.of(1);
  const seen: number[] = [];
  for await (const { progress } of umbra.import({ gallery: 'g', file })) seen.push(progress.done);
  expect(seen).toEqual([1, 2]);
  left = turns();
  expect(await umbra.import({ gallery: 'g', file }).finished()).toMatchObject({
    state: 'succeeded',
  });
  left = turns();
  expect(await umbra.import({ gallery: 'g', file })).toMatchObject({ state: 'queued' });
});

it('a search that finds nothing says so as a value', () => {
  expect(verdictOf({ hits: [] })).toBe('noMatch');
  const hit = { item: 'i', externalId: null, label: null, metadata: {}, score: 1, distance: 0 };
  expect(verdictOf({ hits: [{ ...hit, match: 'uncertain' }] })).toBe('uncertain');
});
