import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/pictures.js';
import { contentOf, FeatureCache } from './feature-cache.js';

const key = 'a'.repeat(32);
const width = 3;
const contents = [1, 2, 3, 4].map((byte) => contentOf(Uint8Array.of(byte)));
const featuresOf = (row: number): Float32Array => Float32Array.of(row, row + 0.5, -row);

async function filled(): Promise<string> {
  const directory = await temporaryDirectory();
  const cache = await FeatureCache.open({ directory, key });
  for (const [row, content] of contents.entries()) {
    await cache.add(content, featuresOf(row));
  }
  await cache.flush();
  return directory;
}

it('knows pictures by their content, in the next run too', async () => {
  const directory = await filled();
  const cache = await FeatureCache.open({ directory, key });
  for (const [row, content] of contents.entries()) {
    expect(await cache.find(content)).toEqual(featuresOf(row));
  }
  expect(await cache.find(contentOf(Uint8Array.of(5)))).toBeNull();
  const other = await FeatureCache.open({ directory, key: 'b'.repeat(32) });
  expect(await other.find(contents[0] as string)).toBeNull();
  expect(contentOf(Uint8Array.of(1))).toMatch(/^4bf5122f344554c5/); // sha256sum says so too
});

it.each([
  ['the features', (bytes: Buffer) => bytes.fill(0xff, bytes.length - 4 * width)],
  ['the head', (bytes: Buffer) => bytes.fill(0x20, 0, 10)],
])('takes nothing from an entry that is damaged in %s, and makes it anew', async (_, damage) => {
  const directory = await filled();
  const [name = ''] = await readdir(directory);
  const file = join(directory, name);
  await writeFile(file, damage(await readFile(file)));
  const cache = await FeatureCache.open({ directory, key });
  for (const [row, content] of contents.entries()) {
    expect(await cache.find(content)).toBeNull();
    await cache.add(content, featuresOf(row));
  }
  await cache.flush();
  const again = await FeatureCache.open({ directory, key });
  expect(await again.find(contents[3] as string)).toEqual(featuresOf(3));
});

it('takes nothing from an entry that was cut off', async () => {
  const directory = await filled();
  const file = join(directory, (await readdir(directory))[0] ?? '');
  await truncate(file, (await readFile(file)).length - 1);
  const cache = await FeatureCache.open({ directory, key });
  expect(await cache.find(contents[0] as string)).toBeNull();
  expect(await readdir(directory)).toEqual([]);
});

it('keeps large sets in several files, none of them half-written', async () => {
  const directory = await temporaryDirectory();
  const cache = await FeatureCache.open({ directory, key });
  const many = Array.from({ length: 1100 }, (_, row) => contentOf(Uint16Array.of(row) as never));
  for (const [row, content] of many.entries()) {
    await cache.add(content, featuresOf(row));
  }
  await cache.flush();
  expect(await readdir(directory)).toHaveLength(2);
  const again = await FeatureCache.open({ directory, key });
  expect(await again.find(many[1023] as string)).toEqual(featuresOf(1023));
  expect(await again.find(many[1099] as string)).toEqual(featuresOf(1099));
});

it('says what to do when it cannot be written', async () => {
  const directory = join(await temporaryDirectory(), 'file');
  await writeFile(directory, 'in the way');
  const cache = await FeatureCache.open({ directory, key });
  await cache.add(contents[0] as string, featuresOf(0));
  await expect(cache.flush()).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('cannot be written'),
  });
});
