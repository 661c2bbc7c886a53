import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { tarOf, zipOf } from '../testing/archives.js';
import { labelsByPath, load } from '../testing/load.js';
import { smallSet, temporaryDirectory, writeFiles } from '../testing/pictures.js';

const noise = {
  'parts/bolt/.hidden.png': 'hidden',
  'parts/readme.txt': 'not a picture',
  '__MACOSX/parts/bolt/1.png': 'what macOS adds',
};

async function folder(): Promise<string> {
  const root = await temporaryDirectory();
  await writeFiles(root, { ...(await smallSet()), ...noise });
  return root;
}

async function archive(name: string): Promise<string> {
  const files = Object.entries({ ...(await smallSet()), ...noise }).map(([path, content]) => ({
    name: path,
    content: Buffer.from(content),
  }));
  // Another order than a folder's: the result must not depend on it.
  const entries = files.reverse();
  const bytes = {
    zip: () => zipOf(entries.map((entry, index) => ({ ...entry, deflate: index % 2 === 0 }))),
    tar: () => tarOf([{ name: 'parts/', type: 'directory' }, ...entries]),
    'tar.gz': async () => gzipSync(await tarOf(entries)),
  }[name];
  const file = join(await temporaryDirectory(), `set.${name}`);
  await writeFile(file, (await bytes?.()) ?? '');
  return file;
}

it.each(['folder', 'zip', 'tar', 'tar.gz'])('reads a %s by the same rule', async (container) => {
  const location = container === 'folder' ? await folder() : await archive(container);
  const set = await load({ location });
  expect(set.skipped).toEqual([]);
  expect(labelsByPath(set)).toEqual({
    'parts/bolt/1.png': 'bolt',
    'parts/bolt/2.jpg': 'bolt',
    'parts/nut/small/1.webp': 'nut/small',
    'parts/nut/small/2.png': 'nut/small',
  });
  // The pixels of every picture stand in its own row, in the order of the paths.
  const reds = set.paths.map((_, row) => set.images.pixels[row * 8 * 8 * 3] ?? -1);
  const expected = [250, 200, 10, 10];
  reds.forEach((red, row) => {
    expect(Math.abs(red - (expected[row] ?? 0))).toBeLessThan(4);
  });
});

it('keeps what --include names and labels it by itself', async () => {
  const location = await folder();
  const byPath = await load({ location, include: ['parts/nut'] });
  expect(labelsByPath(byPath)).toEqual({
    'parts/nut/small/1.webp': 'small',
    'parts/nut/small/2.png': 'small',
  });
  const belowCommon = await load({ location, include: ['bolt/'] });
  expect(belowCommon.paths).toEqual(['parts/bolt/1.png', 'parts/bolt/2.jpg']);
  await expect(load({ location, include: ['gear'] })).rejects.toMatchObject({
    code: 'dataset_invalid',
    message: expect.stringContaining('gear'),
  });
});

it('keeps nothing in common where labels differ at once, and names pictures without one', async () => {
  const root = await temporaryDirectory();
  const [one, two] = Object.values(await smallSet());
  await writeFiles(root, {
    'a/1.png': one ?? '',
    'b/c/1.jpg': two ?? '',
    'preview.png': one ?? '',
  });
  const set = await load({ location: root });
  expect(labelsByPath(set)).toEqual({ 'a/1.png': 'a', 'b/c/1.jpg': 'b/c' });
  expect(set.skipped.map(({ path }) => path)).toEqual(['preview.png']);
});
