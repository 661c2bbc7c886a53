import { readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { labelsByPath, load, tinySize } from '../testing/load.js';
import { picture, smallSet, temporaryDirectory, writeFiles } from '../testing/pictures.js';
import { openDataset } from './dataset.js';

it('names and skips what is no picture, or fails on it when strict', async () => {
  const root = await temporaryDirectory();
  const files = await smallSet();
  const whole = files['parts/bolt/1.png'] ?? Buffer.alloc(0);
  await writeFiles(root, {
    ...files,
    'parts/bolt/text.png': 'this is no picture',
    'parts/bolt/empty.jpg': '',
    'parts/nut/small/cut.png': whole.subarray(0, whole.length - 30),
  });
  const set = await load({ location: root });
  expect(set.paths).toHaveLength(4);
  expect(set.images.pixels).toHaveLength(4 * 8 * 8 * 3);
  expect(set.skipped.map(({ path }) => path).sort()).toEqual([
    'parts/bolt/empty.jpg',
    'parts/bolt/text.png',
    'parts/nut/small/cut.png',
  ]);
  await expect(load({ location: root, strict: true })).rejects.toMatchObject({
    code: 'damaged_image',
    message: expect.stringContaining('2 more'),
  });
});

it.each([
  ['nothing is there', async (root: string) => join(root, 'missing')],
  ['the folder is empty', async (root: string) => root],
  [
    'the format is unknown',
    async (root: string) => {
      await writeFile(join(root, 'data.bin'), 'something else');
      return join(root, 'data.bin');
    },
  ],
  [
    'no picture has a label',
    async (root: string) => {
      await writeFiles(root, { '1.png': await picture([1, 2, 3]) });
      return root;
    },
  ],
  [
    'every picture is damaged',
    async (root: string) => {
      await writeFiles(root, { 'a/1.png': 'x', 'b/2.png': 'y' });
      return root;
    },
  ],
])('says in a sentence that %s', async (_, prepare) => {
  const location = await prepare(await temporaryDirectory());
  await expect(load({ location })).rejects.toMatchObject({ code: 'dataset_invalid' });
});

it('measures the typical size, and whether all pictures are grey', async () => {
  const root = await temporaryDirectory();
  await writeFiles(root, {
    'a/1.png': await picture([50, 50, 50], { side: 20 }),
    'a/2.png': await picture([60, 60, 60], { side: 30 }),
    'b/1.jpg': await picture([70, 70, 70], { side: 40, format: 'jpeg' }),
  });
  const grey = await openDataset({ location: root });
  expect(await grey.facts()).toEqual({
    classes: 2,
    images: 3,
    typicalSize: { width: 30, height: 30, channels: 1 },
  });
  await writeFiles(root, { 'b/2.png': await picture([90, 10, 10], { side: 30 }) });
  const coloured = await openDataset({ location: root });
  expect((await coloured.facts()).typicalSize.channels).toBe(3);
});

it('leaves out pictures that repeat when asked to', async () => {
  const root = await temporaryDirectory();
  const [one, two] = [await picture([1, 2, 3]), await picture([3, 2, 1])];
  await writeFiles(root, { 'a/1.png': one, 'a/2.png': one, 'b/1.png': two });
  expect((await load({ location: root })).paths).toHaveLength(3);
  const unique = await load({ location: root, unique: true });
  expect(unique.paths).toEqual(['a/1.png', 'b/1.png']);
});

it('reads a manifest, with names that need not end like pictures', async () => {
  const root = await temporaryDirectory();
  await writeFiles(root, {
    'blobs/abc': await picture([200, 0, 0]),
    'blobs/def': await picture([0, 200, 0]),
    'set.ndjson':
      '{"path":"blobs/abc","label":"red"}\n\n{"path":"blobs/def","label":"green"}\n' +
      '{"path":"blobs/gone","label":"green"}\n',
  });
  const set = await load({ location: join(root, 'set.ndjson') });
  expect(labelsByPath(set)).toEqual({ 'blobs/abc': 'red', 'blobs/def': 'green' });
  expect(set.skipped.map(({ path }) => path)).toEqual(['blobs/gone']);
  await writeFiles(root, { 'set.ndjson': '{"path":"blobs/abc"}\n' });
  await expect(load({ location: join(root, 'set.ndjson') })).rejects.toMatchObject({
    code: 'dataset_invalid',
    message: expect.stringContaining('Line 1'),
  });
});

it('starts a second run from its cache, until the source changes or the cache is damaged', async () => {
  const root = await temporaryDirectory();
  const cacheDirectory = await temporaryDirectory();
  await writeFiles(root, { ...(await smallSet()), 'parts/bolt/bad.png': 'x' });
  const options = { location: root, cacheDirectory };
  const first = await load(options);
  const [entry = ''] = (await readdir(cacheDirectory)).filter((name) => name.endsWith('.pixels'));

  const again = (await openDataset(options)).images(tinySize);
  const step = await again.next();
  expect(step).toEqual({ done: true, value: expect.objectContaining({ skipped: first.skipped }) });
  const second = await load(options);
  expect(labelsByPath(second)).toEqual(labelsByPath(first));
  expect(Buffer.compare(Buffer.from(second.images.pixels), Buffer.from(first.images.pixels))).toBe(
    0,
  );

  await writeFile(join(cacheDirectory, entry), 'damaged\n');
  expect(labelsByPath(await load(options))).toEqual(labelsByPath(first));

  await utimes(join(root, 'parts/bolt/1.png'), 1, 1);
  await load(options);
  expect((await readdir(cacheDirectory)).filter((name) => name.endsWith('.pixels'))).toHaveLength(
    2,
  );
});

it('stops between two pictures when cancelled', async () => {
  const root = await temporaryDirectory();
  await writeFiles(root, await smallSet());
  const cancel = new AbortController();
  const decoding = (await openDataset({ location: root, signal: cancel.signal })).images(tinySize);
  await decoding.next();
  cancel.abort(new Error('cancelled'));
  await expect(decoding.next()).rejects.toThrow('cancelled');
  await rm(root, { recursive: true });
});
