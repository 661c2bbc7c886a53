import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type ArchiveKind, type ArchiveLimits, archiveLimits } from '@umbra/core/archive';
import { expect, it, onTestFinished } from 'vitest';
import { type TarEntry, tarOf, type ZipEntry, zipOf } from '../testing/archives.js';
import { load } from '../testing/load.js';
import { picture, temporaryDirectory } from '../testing/pictures.js';
import { archiveSource } from './archive-source.js';
import type { PictureSource } from './picture-source.js';

async function stored(name: string, bytes: Uint8Array): Promise<string> {
  const file = join(await temporaryDirectory(), name);
  await writeFile(file, bytes);
  return file;
}

async function goodTar(): Promise<TarEntry[]> {
  return [
    { name: 'a/good.png', content: await picture([200, 0, 0]) },
    { name: 'b/good.png', content: await picture([0, 200, 0]) },
  ];
}

async function goodZip(): Promise<ZipEntry[]> {
  return [
    { name: 'a/good.png', content: await picture([200, 0, 0]) },
    { name: 'b/good.png', content: await picture([0, 200, 0]), deflate: true },
  ];
}

it('skips and names paths that lead out of a tar, links and devices, and writes nothing', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'umbra-outside-'));
  onTestFinished(() => rm(outside, { recursive: true }));
  const content = await picture([1, 2, 3]);
  const location = await stored(
    'evil.tar',
    await tarOf([
      { name: '../../evil/1.png', content },
      { name: `${outside}/2.png`, content },
      { name: 'a/link.png', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'a/hard.png', type: 'link', linkname: '/etc/passwd' },
      { name: 'a/device.png', type: 'character-device', devmajor: 1, devminor: 5 },
      ...(await goodTar()),
    ]),
  );
  const set = await load({ location });
  expect(set.paths).toEqual(['a/good.png', 'b/good.png']);
  expect(set.skipped).toHaveLength(5);
  expect(await readdir(outside)).toEqual([]);
  await expect(load({ location, strict: true })).rejects.toMatchObject({ code: 'damaged_image' });
});

it('skips and names the same in a zip, and what it cannot unpack', async () => {
  const content = await picture([1, 2, 3]);
  const location = await stored(
    'evil.zip',
    zipOf([
      { name: '../evil.png', content },
      { name: '/tmp/evil.png', content },
      { name: 'C:\\evil.png', content },
      { name: 'a\\back\\slash.png', content },
      { name: 'a/link.png', content: Buffer.from('/etc/passwd'), unixMode: 0o120777 },
      { name: 'a/secret.png', content, encrypted: true, deflate: true },
      { name: 'a/short.png', content, deflate: true, claimedSize: 10 },
      ...(await goodZip()),
    ]),
  );
  const set = await load({ location });
  expect(set.paths).toEqual(['a/back/slash.png', 'a/good.png', 'b/good.png']);
  expect(set.skipped.map(({ path }) => path).sort()).toEqual([
    '../evil.png',
    '/tmp/evil.png',
    'C:/evil.png',
    'a/link.png',
    'a/secret.png',
    'a/short.png',
  ]);
});

const small: ArchiveLimits = {
  entriesMax: 3,
  entryBytesMax: 4096,
  unpackedBytesMax: 100_000,
  ratioMax: 1000,
  ratioFromBytes: 100_000,
};
const source = (path: string, kind: ArchiveKind, limits = small): PictureSource =>
  archiveSource({ path, kind, limits });

async function readAll(source: PictureSource): Promise<Record<string, string>> {
  const { pictures, skipped } = await source.list();
  const found = Object.fromEntries(skipped.map(({ path, reason }) => [path, reason]));
  for await (const picture of source.read(new Set(pictures.map(({ path }) => path)))) {
    found[picture.path] = 'content' in picture ? 'read' : picture.unreadable;
  }
  return found;
}

it('does not take a picture into memory that unpacks to more than the limit', async () => {
  const bomb = Buffer.alloc(50_000);
  const named = { 'a/bomb.png': expect.stringContaining('at most') };
  const zip = await stored('a.zip', zipOf([{ name: 'a/bomb.png', content: bomb, deflate: true }]));
  expect(await readAll(source(zip, 'zip'))).toEqual(named);
  const lying = await stored(
    'b.zip',
    zipOf([{ name: 'a/bomb.png', content: bomb, deflate: true, claimedSize: 100 }]),
  );
  expect(await readAll(source(lying, 'zip'))).toEqual({
    'a/bomb.png': expect.stringContaining('cannot be unpacked'),
  });
  const tar = await stored('a.tgz', gzipSync(await tarOf([{ name: 'a/bomb.png', content: bomb }])));
  expect(await readAll(source(tar, 'tar.gz'))).toEqual(named);
});

it('ends at an archive that holds too many files, and names the limit', async () => {
  const names = ['1', '2', '3', '4'].map((name) => `a/${name}.png`);
  const content = Buffer.from('x');
  const tar = await stored('b.tar', await tarOf(names.map((name) => ({ name, content }))));
  const zip = await stored('b.zip', zipOf(names.map((name) => ({ name, content }))));
  const refused = {
    code: 'dataset_invalid',
    message: expect.stringContaining('more than 3 files'),
  };
  await expect(source(tar, 'tar').list()).rejects.toMatchObject(refused);
  await expect(source(zip, 'zip').list()).rejects.toMatchObject(refused);
  expect(archiveLimits.entriesMax).toBeGreaterThan(1_000_000);
});

it('ends at an archive that unpacks to too much, by its bytes or by its ratio', async () => {
  const content = Buffer.alloc(200_000);
  const large = gzipSync(await tarOf([{ name: 'a/1.txt', content }]));
  const tar = await stored('a.tgz', large);
  await expect(source(tar, 'tar.gz').list()).rejects.toMatchObject({
    code: 'dataset_invalid',
    message: expect.stringContaining('more than 100000 bytes'),
  });
  const byRatio = { ...archiveLimits, ratioFromBytes: 100_000, ratioMax: 50 };
  const refused = {
    code: 'dataset_invalid',
    message: expect.stringContaining('more than 50 times'),
  };
  await expect(source(tar, 'tar.gz', byRatio).list()).rejects.toMatchObject(refused);
  const zip = await stored('a.zip', zipOf([{ name: 'a/1.png', content, deflate: true }]));
  await expect(source(zip, 'zip', byRatio).list()).rejects.toMatchObject(refused);
});

it('ends at a tar whose header claims to be larger than memory', async () => {
  const content = Buffer.alloc(8 * 2 ** 20);
  const bytes = await tarOf([{ name: 'header', content }, ...(await goodTar())]);
  bytes[156] = 'x'.charCodeAt(0); // the first entry becomes a header of the next
  bytes.write('        ', 148, 'latin1');
  const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const tar = await stored('a.tar', bytes);
  await expect(source(tar, 'tar', archiveLimits).list()).rejects.toMatchObject({
    code: 'dataset_invalid',
    message: expect.stringContaining('Header exceeds max size'),
  });
});

it.each([
  ['a gzipped tar', 'a.tar.gz', async () => gzipSync(await tarOf(await goodTar()))],
  ['a tar', 'a.tar', async () => tarOf(await goodTar())],
  ['a zip', 'a.zip', async () => zipOf(await goodZip())],
])('says that %s is incomplete', async (_, name, make) => {
  const bytes = await make();
  const location = await stored(
    name,
    bytes.subarray(0, bytes.length - (name === 'a.tar' ? 1700 : 40)),
  );
  await expect(load({ location })).rejects.toMatchObject({
    code: 'dataset_invalid',
    message: expect.stringContaining(location),
  });
});
