import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { type TarEntry, tarOf, type ZipEntry, zipOf } from '../testing/archives.js';
import { load } from '../testing/load.js';
import { picture, temporaryDirectory } from '../testing/pictures.js';
import type { PictureSource, SourceLimits } from './picture-source.js';
import { sourceLimits } from './picture-source.js';
import { tarSource } from './tar-source.js';
import { zipSource } from './zip-source.js';

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

const small: SourceLimits = {
  entriesMax: 3,
  pictureBytesMax: 4096,
  unpackedBytesMax: 100_000,
};

async function readAll(source: PictureSource): Promise<Record<string, boolean>> {
  const { pictures } = await source.list();
  const found: Record<string, boolean> = {};
  for await (const picture of source.read(new Set(pictures.map(({ path }) => path)))) {
    found[picture.path] = 'content' in picture;
  }
  return found;
}

it('does not take a picture into memory that unpacks to more than the limit', async () => {
  const bomb = Buffer.alloc(50_000);
  const zip = await stored('a.zip', zipOf([{ name: 'a/bomb.png', content: bomb, deflate: true }]));
  expect(await readAll(zipSource(zip, small))).toEqual({ 'a/bomb.png': false });
  const lying = await stored(
    'b.zip',
    zipOf([{ name: 'a/bomb.png', content: bomb, deflate: true, claimedSize: 100 }]),
  );
  expect(await readAll(zipSource(lying, small))).toEqual({ 'a/bomb.png': false });
  const tar = await stored('a.tgz', gzipSync(await tarOf([{ name: 'a/bomb.png', content: bomb }])));
  expect(await readAll(tarSource(tar, { gzip: true, limits: small }))).toEqual({
    'a/bomb.png': false,
  });
});

it('ends at an archive that unpacks to too much or holds too many files', async () => {
  const large = gzipSync(await tarOf([{ name: 'a/1.txt', content: Buffer.alloc(200_000) }]));
  const tar = tarSource(await stored('a.tgz', large), { gzip: true, limits: small });
  await expect(tar.list()).rejects.toMatchObject({ code: 'dataset_invalid' });

  const names = ['1', '2', '3', '4'].map((name) => `a/${name}.png`);
  const content = Buffer.from('x');
  const many = await stored('b.tar', await tarOf(names.map((name) => ({ name, content }))));
  await expect(tarSource(many, { gzip: false, limits: small }).list()).rejects.toMatchObject({
    code: 'dataset_invalid',
  });
  const zip = await stored('b.zip', zipOf(names.map((name) => ({ name, content }))));
  await expect(zipSource(zip, small).list()).rejects.toMatchObject({ code: 'dataset_invalid' });
  expect(sourceLimits.entriesMax).toBeGreaterThan(1_000_000);
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
