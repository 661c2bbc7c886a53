import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeOldest } from './remove-oldest.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umbra-oldest-'));
  for (const [day, name] of ['a.kept', 'b.entry', 'c.entry', 'd.entry'].entries()) {
    await writeFile(join(folder, name), new Uint8Array(100));
    await utimes(join(folder, name), 86_400 * (day + 1), 86_400 * (day + 1));
  }
});

afterEach(() => rm(folder, { recursive: true }));

const isEntry = (name: string): boolean => name.endsWith('.entry');

it.each([
  [300, ['a.kept', 'b.entry', 'c.entry', 'd.entry']],
  [299, ['a.kept', 'c.entry', 'd.entry']],
  [10, ['a.kept', 'd.entry']],
])('leaves the newest of %i bytes, one at least, and what is no entry', async (bytesMax, left) => {
  await removeOldest(folder, { isEntry, bytesMax });
  expect((await readdir(folder)).sort()).toEqual(left);
});
