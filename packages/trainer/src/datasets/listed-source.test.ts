import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tarOf, zipOf } from '../testing/archives.js';
import { labelsByPath, load } from '../testing/load.js';
import { smallSet, temporaryDirectory, writeFiles } from '../testing/pictures.js';

const list = 'bolt/1.png,steel\n./nut/small/2.png,brass\nbolt/2.jpg,steel\n';

async function filesWithList(): Promise<[name: string, content: Buffer][]> {
  return Object.entries({ ...(await smallSet()), 'parts/train.csv': Buffer.from(list) });
}

const containers: [string, (root: string) => Promise<string>][] = [
  [
    'a folder',
    async (root) => {
      await writeFiles(root, Object.fromEntries(await filesWithList()));
      return join(root, 'parts');
    },
  ],
  [
    'a .tar',
    async (root) => {
      const files = (await filesWithList()).map(([name, content]) => ({ name, content }));
      await writeFile(join(root, 'parts.tar'), await tarOf(files));
      return join(root, 'parts.tar');
    },
  ],
  [
    'a .zip',
    async (root) => {
      const files = (await filesWithList()).map(([name, content]) => ({ name, content }));
      await writeFile(join(root, 'parts.zip'), zipOf(files));
      return join(root, 'parts.zip');
    },
  ],
];

it.each(containers)('reads labels from a list within %s, and beside it', async (_, create) => {
  const root = await temporaryDirectory();
  const location = await create(root);
  const loaded = await load({ location, labels: { names: ['train.csv'], folder: '/' } });
  const labels = Object.entries(labelsByPath(loaded)).map(([path, label]) => [
    path.replace(/^parts\//, ''),
    label,
  ]);
  expect(Object.fromEntries(labels)).toEqual({
    'bolt/1.png': 'steel',
    'bolt/2.jpg': 'steel',
    'nut/small/2.png': 'brass',
  });
  await writeFile(join(root, 'own.txt'), 'nut/small/1.webp 5\nbolt/1.png 6\n');
  const beside = await load({ location, labels: { names: ['own.txt'], folder: root } });
  expect(Object.values(labelsByPath(beside)).sort()).toEqual(['5', '6']);
});

async function folderWith(lists: Record<string, string>): Promise<string> {
  const root = await temporaryDirectory();
  await writeFiles(root, { ...(await smallSet()), ...lists });
  return root;
}

it('puts several lists together, and names what is not there', async () => {
  const location = await folderWith({
    'a.txt': 'parts/bolt/1.png x\nparts/gone.png y\n',
    'b.txt': 'parts/bolt/1.png x\nparts/bolt/2.jpg y\n../escape.png z\n',
  });
  const labels = { names: ['a.txt', 'b.txt'], folder: location };
  const loaded = await load({ location, labels });
  expect(labelsByPath(loaded)).toEqual({ 'parts/bolt/1.png': 'x', 'parts/bolt/2.jpg': 'y' });
  expect(loaded.skipped).toEqual([
    { path: 'parts/gone.png', reason: 'It is not there (line 2 of a.txt).' },
    { path: '../escape.png', reason: 'It is not there (line 3 of b.txt).' },
  ]);
  await expect(load({ location, labels, strict: true })).rejects.toMatchObject({
    code: 'damaged_image',
  });
});

it('does not take the pixels of other labels from the cache', async () => {
  const location = await folderWith({ 'a.txt': 'parts/bolt/1.png x\nparts/bolt/2.jpg y\n' });
  const options = { location, cacheDirectory: await temporaryDirectory() };
  const labels = { names: ['a.txt'], folder: location };
  await load({ ...options, labels });
  await writeFile(join(location, 'a.txt'), 'parts/bolt/1.png z\nparts/bolt/2.jpg y\n');
  const again = await load({ ...options, labels });
  expect(again.images.classes).toEqual(['y', 'z']);
});

it.each([
  [{ 'a.txt': 'parts/bolt/1.png x\nparts/bolt/1.png y\n' }, /two labels: x \(line 1.*y \(line 2/],
  [{ 'a.txt': 'gone/1.png x\n' }, /None of the pictures.*they name gone\/1\.png/],
  [{}, /There is no list of labels a\.txt, neither as a file nor in the folder/],
])('says what is wrong with %j', async (lists, message) => {
  const location = await folderWith(lists as Record<string, string>);
  const labels = { names: ['a.txt'], folder: location };
  await expect(load({ location, labels })).rejects.toMatchObject({
    code: 'dataset_invalid',
    message: expect.stringMatching(message),
  });
});

it('leaves data alone that has labels of its own', async () => {
  const root = await folderWith({ 'set.ndjson': '{"path":"parts/bolt/1.png","label":"x"}\n' });
  const labels = { names: ['a.txt'], folder: root };
  await expect(load({ location: join(root, 'set.ndjson'), labels })).rejects.toThrow(
    'has labels of its own',
  );
});
